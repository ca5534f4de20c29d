using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The <see cref="RatedHistories"/> of training rows, each without its own rating, and of rows to watch by.</summary>
internal sealed class TrainingHistories
{
    private readonly RatedHistorySource _source;
    private readonly RatingMoments? _moments;
    private readonly float[] _ofTraining; // [rows × 13]
    private readonly string _user;

    /// <exception cref="ArgumentException">The rows lack a user or an item as an id, a label, or the time that is to be read.</exception>
    public TrainingHistories(Dataset training, IReadOnlyList<FeatureInput> inputs, RatingTimes times)
    {
        var graph = GraphOf(training, inputs);
        _user = Input(inputs, FeatureRole.User);
        _source = new RatedHistorySource(graph, _user, Input(inputs, FeatureRole.Item));
        if (times == RatingTimes.Ignored)
        {
            _ofTraining = [];
            return;
        }

        if (training.Schema.Timestamp is null) throw new ArgumentException("The model reads the times of ratings, and the rows have none. Mark their column with [Timestamp] or Feature.Timestamp, or set Times to Ignored.", nameof(training));
        _moments = new RatingMoments(graph, times == RatingTimes.Earlier);
        _ofTraining = Moments(training, training.Column<IdColumn>(Input(inputs, FeatureRole.Item)).Ids);
    }

    /// <summary>The ratings of rows as they leave the pipeline.</summary>
    /// <exception cref="ArgumentException">The rows lack a user or an item as an id, or a label.</exception>
    public static RatingGraph GraphOf(Dataset training, IReadOnlyList<FeatureInput> inputs)
    {
        var label = training.Schema.Label ?? throw new ArgumentException("The data has no label. Mark the column to be predicted with [Label] or Feature.Label.", nameof(training));
        var ticks = training.Schema.Timestamp is { } time && training[time.Name] is DateTimeColumn times ? times.Ticks : [];
        return RatingGraph.Of(
            training.Column<IdColumn>(Input(inputs, FeatureRole.User)), training.Column<IdColumn>(Input(inputs, FeatureRole.Item)), training.Column<NumberColumn>(label.Name).Values, ticks);
    }

    /// <summary>Rows of the training, each without its own rating.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="rows">Where they stand.</param>
    public FeatureBatch LeaveOneOut(FeatureBatch batch, ReadOnlySpan<int> rows)
    {
        if (_moments is null) return batch.With(_source.Gather(batch, leavesOwnOut: true, moments: null));
        var moments = empty(rows.Length, RatingMoments.Width, ScalarType.Float32); // [B, 13]
        var target = TensorMemory.Span<float>(moments);
        for (int b = 0; b < rows.Length; b++) _ofTraining.AsSpan(rows[b] * RatingMoments.Width, RatingMoments.Width).CopyTo(target[(b * RatingMoments.Width)..]);
        return batch.With(_source.Gather(batch, leavesOwnOut: true, moments));
    }

    /// <summary>Other rows, which read all.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="rows">The same, as they leave the pipeline.</param>
    public FeatureBatch Whole(FeatureBatch batch, Dataset rows) => batch.With(_source.Gather(
        batch, leavesOwnOut: false, _moments is null ? null : TensorMemory.FromFloats(Moments(rows, []), rows.Count, RatingMoments.Width)));

    private float[] Moments(Dataset rows, ReadOnlySpan<int> ownItems)
    {
        var ticks = rows.Column<DateTimeColumn>(rows.Schema.Timestamp!.Name).Ticks;
        var users = rows.Column<IdColumn>(_user).Ids;
        var moments = new float[rows.Count * RatingMoments.Width];
        for (int row = 0; row < rows.Count; row++) _moments!.Fill(users[row], ticks[row], ownItems.IsEmpty ? -1 : ownItems[row], moments.AsSpan(row * RatingMoments.Width, RatingMoments.Width));
        return moments;
    }

    private static string Input(IReadOnlyList<FeatureInput> inputs, FeatureRole role) =>
        inputs.FirstOrDefault(input => input.Role == role && input.Kind == FeatureInputKind.Id)?.Name
        ?? throw new ArgumentException($"Rated histories need the {role.ToString().ToLowerInvariant()}'s id. Give its column a vocabulary.", nameof(inputs));
}
