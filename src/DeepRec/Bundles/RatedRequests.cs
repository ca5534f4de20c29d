using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>The rated histories of requests: of users as they were in training, or with ratings that come with the request.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal sealed class RatedRequests
{
    private readonly RatedItems _rated;
    private readonly int[] _itemIds; // the vocabulary's id of each row of the table of items
    private readonly RatingMoments? _moments;
    private readonly LabelStatistics _label;
    private readonly string _user;

    public RatedRequests(FittedPipeline pipeline, EntityTable users, EntityTable items, RatedItems rated, RatingTimes times, LabelStatistics label)
    {
        (_rated, _label, _user) = (rated, label, InputOf(FeatureRole.User).Name);
        var requests = new RequestRows(pipeline.Schema, users, items);
        _itemIds = pipeline.Transform(requests.Compose(user: null, [.. Enumerable.Range(0, items.Count)], new Dictionary<string, object?>())).Column<IdColumn>(InputOf(FeatureRole.Item).Name).Ids.ToArray();
        if (times == RatingTimes.Ignored) return;
        var userIds = pipeline.Transform(requests.Compose([.. Enumerable.Range(0, users.Count).Select(users.IdAt)])).Column<IdColumn>(_user).Ids.ToArray();
        var userOf = new int[rated.Items.Length];
        for (int user = 0; user < users.Count; user++) userOf.AsSpan(rated.Offsets[user]..rated.Offsets[user + 1]).Fill(userIds[user]);
        var graph = RatingGraph.Of(
            new IdColumn(userOf, InputOf(FeatureRole.User).Size), new IdColumn(Array.ConvertAll(rated.Items, item => _itemIds[item]), InputOf(FeatureRole.Item).Size), rated.Ratings, rated.Ticks);
        _moments = new RatingMoments(graph, times == RatingTimes.Earlier);

        FeatureInput InputOf(FeatureRole role) => pipeline.Inputs.First(input => input.Role == role && input.Kind == FeatureInputKind.Id);
    }

    /// <summary>The histories of rows, block by block; <see langword="null"/> where they are those that the model kept.</summary>
    public Func<int, int, RatedHistories>? Of(Dataset encoded, GivenRatings? given)
    {
        if (_moments is null && given is null) return null;
        int[] users = encoded.Column<IdColumn>(_user).Ids.ToArray();
        long[] ticks = encoded.Schema.Timestamp is { } time && encoded[time.Name] is DateTimeColumn times ? times.Ticks.ToArray() : [];
        var (ids, ratings) = given is null ? ([], []) : Bag(given);
        return (start, count) => new RatedHistories(given is null ? null : RatedHistorySource.One(ids, ratings, count), OfItems: null, Moments(users, ticks, start, count));
    }

    // What the user rated in training, and what he rates now.
    private (int[] Ids, float[] Ratings) Bag(GivenRatings given)
    {
        var entries = new List<(int Item, float Rating)>();
        for (int entry = given.UserRow < 0 ? 0 : _rated.Offsets[given.UserRow]; given.UserRow >= 0 && entry < _rated.Offsets[given.UserRow + 1]; entry++)
        {
            if (!given.Ratings.ContainsKey(_rated.Items[entry])) entries.Add((_rated.Items[entry], _rated.Ratings[entry]));
        }

        foreach (var (item, rating) in given.Ratings.OrderBy(pair => pair.Key)) entries.Add((item, Math.Clamp(rating, _label.Minimum, _label.Maximum)));
        var known = entries.FindAll(entry => RatingGraph.IsKnown(_itemIds[entry.Item]));
        return ([.. known.Select(entry => _itemIds[entry.Item])], [.. known.Select(entry => entry.Rating)]);
    }

    private Tensor? Moments(int[] users, long[] ticks, int start, int count)
    {
        if (_moments is null) return null;
        var moments = zeros(count, RatingMoments.Width, ScalarType.Float32); // [B, 13]
        var target = TensorMemory.Span<float>(moments);
        for (int b = 0; b < count && ticks.Length > 0; b++) _moments.Fill(users[start + b], ticks[start + b], ownItem: -1, target.Slice(b * RatingMoments.Width, RatingMoments.Width));
        return moments;
    }
}
