namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    // 16 MiB of scores at a time, and as many requests as a scorer likes to see together.
    private const int ScoresTogether = 1 << 22, RequestsTogether = 64;

    /// <summary>The items that suit a user best, best first.</summary>
    /// <param name="user">The user; one who is not known, or <see langword="null"/>, gets what recent items, features and popularity say.</param>
    /// <param name="count">How many at most; fewer come back only when the catalogue, after filters, holds fewer.</param>
    /// <param name="options">Context, recent items, filters, variety. Items met before are left out unless it says otherwise.</param>
    /// <returns>
    /// The firmest rung's items first. Equal scores stand in the order of a stable hash of the items' ids, the same on every machine and for every request.
    /// With <see cref="RankingRequestOptions{TItem}.Diversity"/> or a cap, scores need not fall from item to item.
    /// </returns>
    /// <exception cref="ArgumentException">The count is below 1, or the context, the filter or the cap names a column that is none or does not suit.</exception>
    /// <exception cref="DatasetException">A value of the context is none of its column.</exception>
    public IReadOnlyList<RankedRecommendation<TItem>> Recommend(TUser? user, int count = 10, RankingRequestOptions<TItem>? options = null) =>
        RecommendBatch([user], count, options)[0];

    /// <summary>The same for many users, block by block in bounded memory: faster than one by one, with the same answers.</summary>
    /// <param name="users">The users, known or not; one who stands there twice is answered twice.</param>
    /// <param name="count">How many items for each at most.</param>
    /// <param name="options">As for one user; the same for all of them.</param>
    /// <param name="cancellationToken">Ends the work between two blocks.</param>
    /// <returns>A list for each user, in their order.</returns>
    /// <inheritdoc cref="Recommend(TUser?, int, RankingRequestOptions{TItem}?)" path="/exception"/>
    public IReadOnlyList<IReadOnlyList<RankedRecommendation<TItem>>> RecommendBatch(
        IReadOnlyList<TUser?> users, int count = 10, RankingRequestOptions<TItem>? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ThrowIfDisposed();
        options ??= new RankingRequestOptions<TItem>();
        bool[] barred = BarredBy(options);
        if (options.MaximumPerCategory is { } cap) _ = new CategoryCounts(_bundle.Items, cap);
        int together = Math.Clamp(ScoresTogether / ItemCount, 1, RequestsTogether);
        var answers = new List<IReadOnlyList<RankedRecommendation<TItem>>>(users.Count);
        for (int start = 0; start < users.Count; start += together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var requests = RequestsOf([.. users.Skip(start).Take(together).Select(TextOf)], options);
            var asked = Ask(requests);
            for (int i = 0; i < requests.Length; i++)
            {
                var layers = _ladder.Layers(requests[i], asked.Rungs[i], asked.Scores.AsMemory(i * ItemCount, ItemCount));
                answers.Add(ListOf(requests[i], layers, [.. barred], count, options));
            }
        }

        return answers;
    }

    private RankedRecommendation<TItem>[] ListOf(LadderRequest request, IEnumerable<RankingLayer> layers, bool[] barred, int count, RankingRequestOptions<TItem> options)
    {
        if (!options.IncludeMet) foreach (int item in request.Requests.MetOf(request.Row)) barred[item] = true;
        var list = new RankedList(Math.Min(count, ItemCount), barred, _index.Order)
        {
            Diversity = options.Diversity,
            Likeness = options.Diversity > 0 ? _index.Items : null,
            Caps = options.MaximumPerCategory is { } cap ? new CategoryCounts(_bundle.Items, cap) : null,
        };
        foreach (var layer in layers)
        {
            list.Add(layer);
            if (list.IsFull) break;
        }

        return [.. list.Finish().Select(chosen => new RankedRecommendation<TItem>(ItemAt(chosen.Item), chosen.Layer.Scores.Span[chosen.Item], chosen.Layer.Rung, chosen.Layer.Reason(chosen.Item)))];
    }

    private bool[] BarredBy(RankingRequestOptions<TItem> options)
    {
        var barred = new bool[ItemCount];
        if (options.Allow is { } allowed)
        {
            Array.Fill(barred, true);
            foreach (var item in allowed) if (RowOf(item) is >= 0 and var row) barred[row] = false;
        }

        foreach (var item in options.Exclude) if (RowOf(item) is >= 0 and var row) barred[row] = true;
        if (options.Where is { } where)
        {
            for (int row = 0; row < barred.Length; row++) barred[row] = barred[row] || !where(new ItemFeatures(_bundle.Items, row));
        }

        return barred;
    }

    private LadderRequest[] RequestsOf(string?[] users, RankingRequestOptions<TItem> options)
    {
        var done = options.RecentItems.Select(item => new RecentEvent<TItem>(item)).Concat(options.RecentEvents).Where(one => RowOf(one.Item) >= 0).ToArray();
        int[] recent = Array.ConvertAll(done, one => RowOf(one.Item));
        var composed = _requests.ComposeEvents(recent, Array.ConvertAll(done, one => one.At), Array.ConvertAll(done, one => one.Values));
        var events = recent.Length == 0 ? null : _bundle.EventsOf(composed);
        var raw = users.Length > 1 && options.Context.Count == 0
            ? _requests.Compose(users)
            : _requests.Compose(users[0], options.Context).Concat([.. users.Skip(1).Select(user => _requests.Compose(user, options.Context))]);
        var requests = _bundle.Requests(raw, [.. users.Select(_bundle.Users.RowOf)], Repeated(recent, events, users.Length));
        return [.. users.Select((_, row) => new LadderRequest(raw, row, requests, recent, events))];
    }

    // The same events for each of several requests.
    private static RecentItems Repeated(int[] items, EventLog? events, int requests) => new(
        ItemLists.Of([.. Enumerable.Range(0, requests).Select(_ => items)]), events?.Select([.. Enumerable.Range(0, requests).SelectMany(_ => Enumerable.Range(0, items.Length))]));

    // Asks the model for those requests where it has something to go by. Scores [B × I].
    private (RankingRung?[] Rungs, float[] Scores) Ask(LadderRequest[] requests)
    {
        RankingRung?[] rungs = [.. requests.Select(_ladder.ModelRung)];
        var scores = new float[requests.Length * ItemCount];
        for (int start = 0, end; start < rungs.Length; start = end)
        {
            for (end = start + 1; end < rungs.Length && rungs[end].HasValue == rungs[start].HasValue;) end++;
            if (rungs[start].HasValue) _bundle.Scorer.Score(requests[0].Requests.Slice(start, end - start), scores.AsSpan(start * ItemCount, (end - start) * ItemCount));
        }

        return (rungs, scores);
    }

    private int RowOf(TItem item) => _bundle.Items.RowOf(TextOf(item));

    private TItem ItemAt(int row) => KeyText<TItem>.Parse(_bundle.Items.IdAt(row));
}
