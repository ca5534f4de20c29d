namespace DeepRec;

/// <summary>How rankings are evaluated.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record RankingEvaluationOptions
{
    /// <summary>The lengths k of list that are measured.</summary>
    /// <value>Default 10 and 20, those of most published tables; each 1 or more, and once.</value>
    /// <exception cref="ArgumentException">There is none, one is below 1, or one stands twice.</exception>
    public IReadOnlyList<int> CutOffs
    {
        get;
        init => field = value is { Count: > 0 } && value.All(k => k >= 1) && value.Distinct().Count() == value.Count ? [.. value]
            : throw new ArgumentException("CutOffs are 1 or more, each once, and at least one.", nameof(value));
    }
    = [10, 20];

    /// <summary>Whether items that a user met before are taken out of the candidates, as a recommender would do.</summary>
    /// <value>Default <see langword="true"/>; the report says which.</value>
    public bool MaskSeen { get; init; } = true;

    /// <summary>
    /// Whether the rows of a user are asked about with the context that they happened in, each context a request of its own with the items of its rows; a user's value
    /// is the mean over his requests. Else a user is one request that says nothing of the moment.
    /// </summary>
    /// <value>Default <see langword="false"/>. The report says which. What it counts as left out or tied are requests then.</value>
    public bool GivenContext { get; init; }

    /// <summary>
    /// Rows of what users met, with their context, such as the training rows: with <see cref="GivenContext"/> seen items are those that a user met in the same context
    /// in one of these. What was used at home in the morning may so be wanted on the way in the evening.
    /// </summary>
    /// <value>Default <see langword="null"/>: what a user met in any context is seen. Ignored without <see cref="GivenContext"/> or <see cref="MaskSeen"/>.</value>
    public Dataset? MetInContext { get; init; }

    /// <summary>How lists of the longest cut-off are put together; what stands behind them stays in the order of the scores.</summary>
    /// <value>Default <see langword="null"/>: by score alone. Not where negatives are given.</value>
    public ListAdjustment? Adjustment { get; init; }

    /// <summary>What a grade is worth to NDCG.</summary>
    /// <value>Default <see cref="RankingGain.Linear"/>, as in trec_eval.</value>
    public RankingGain Gain { get; init; }

    /// <summary>The memory for the scores of one block of users, in MB of 2²⁰ bytes. One user's scores are held whatever their size. It does not change the figures.</summary>
    /// <value>Default 64; 1 to 1,024.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int BlockMegabytes { get; init => field = value is >= 1 and <= 1024 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "BlockMegabytes is from 1 to 1,024."); } = 64;

    /// <summary>The <see cref="ListMetrics.OverlapAboveChance"/> from which the report warns that all users get nearly the same list.</summary>
    /// <value>Default 0.5: half of what chance leaves; from 0 to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public double CollapseOverlap { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "CollapseOverlap is from 0 to 1."); } = 0.5;

    internal static RankingEvaluationOptions Default { get; } = new();
}
