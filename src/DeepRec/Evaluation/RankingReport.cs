using System.Globalization;

namespace DeepRec;

/// <summary>How well a model ranked what users wanted, under which protocol, and what its lists look like. Immutable, so safe from many threads.</summary>
public sealed record RankingReport
{
    internal RankingReport()
    {
    }

    /// <summary>What was ranked, such as 'full ranking over 12,101 items, seen items masked'.</summary>
    public string Protocol { get; internal init; } = "";

    /// <summary>The metrics at each cut-off; where scores are tied, their expected values over all orders of the ties.</summary>
    public IReadOnlyList<RankingMetrics> Metrics { get; internal init; } = [];

    /// <summary>The metrics at each cut-off if relevant items stood last among those of the same score.</summary>
    public IReadOnlyList<RankingMetrics> Lowest { get; internal init; } = [];

    /// <summary>The metrics at each cut-off if relevant items stood first among those of the same score.</summary>
    public IReadOnlyList<RankingMetrics> Highest { get; internal init; } = [];

    /// <summary>The mean of 1 / rank of the first relevant item, without a cut-off.</summary>
    public double Mrr { get; internal init; }

    /// <summary>The mean over users of the AUC among their candidates, ties as ½.</summary>
    /// <value><see langword="null"/> where each user's candidates are all relevant.</value>
    public double? Auc { get; internal init; }

    /// <summary>What the lists look like at each cut-off; none for a sampled protocol.</summary>
    public IReadOnlyList<ListMetrics> Lists { get; internal init; } = [];

    /// <summary>What a full ranking is estimated to have given, at each cut-off. For a sampled protocol with one relevant item a user; otherwise none.</summary>
    public IReadOnlyList<SampledEstimate> Corrected { get; internal init; } = [];

    /// <summary>How many users were counted.</summary>
    public int Users { get; internal init; }

    /// <summary>Users left out because nothing was relevant for them.</summary>
    public int UsersWithoutRelevantItems { get; internal init; }

    /// <summary>Users left out because all that was relevant for them had been seen before and was masked.</summary>
    public int UsersWithOnlySeenItems { get; internal init; }

    /// <summary>Relevant items left out because the user had seen them before and seen items are masked.</summary>
    public int SeenRelevantItems { get; internal init; }

    /// <summary>Relevant items that the catalogue does not hold: they count as never found.</summary>
    public int RelevantItemsOutside { get; internal init; }

    /// <summary>Sampled negatives left out because they are relevant or stand twice.</summary>
    public int DroppedNegatives { get; internal init; }

    /// <summary>Counted users without an AUC: all of their candidates are relevant.</summary>
    public int UsersWithoutAuc { get; internal init; }

    /// <summary>Counted users with a relevant item of the same score as another candidate.</summary>
    public int TiedUsers { get; internal init; }

    /// <summary>The names under which <see cref="Value"/> and <see cref="UserValues"/> know the metrics, such as 'NDCG@10', and 'NDCG@10 (sampled 99)' for a sampled protocol.</summary>
    public IReadOnlyList<string> MetricNames => [.. AllUserValues.Keys];

    /// <summary>What a reader should know before believing the figures.</summary>
    public IReadOnlyList<string> Warnings => RankingReportText.Warnings(this);

    internal string MetricSuffix { get; init; } = "";

    internal double CollapseOverlap { get; init; }

    /// <summary>The numbers of the requests that were counted.</summary>
    internal int[] CountedRequests { get; init; } = [];

    /// <summary>The items of their lists of the longest cut-off, −1 behind the end. Shape [counted requests × k]; none for a sampled protocol.</summary>
    internal int[] ListedItems { get; init; } = [];

    internal IReadOnlyDictionary<string, double[]> AllUserValues { get; init; } = new Dictionary<string, double[]>();

    /// <summary>A metric's mean over users.</summary>
    /// <param name="metric">Its name, one of <see cref="MetricNames"/>.</param>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public double Value(string metric)
    {
        var sum = new CompensatedSum();
        foreach (double value in UserValues(metric)) sum.Add(value);
        return sum.Value / Users;
    }

    /// <summary>A metric's values, one for each counted user, in the order of the requests.</summary>
    /// <param name="metric">Its name, one of <see cref="MetricNames"/>.</param>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public IReadOnlyList<double> UserValues(string metric) => ValuesOf(metric);

    /// <summary>Readable tables.</summary>
    public override string ToString() => RankingReportText.Write(this);

    internal double[] ValuesOf(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return AllUserValues.TryGetValue(metric, out double[]? values) ? values
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There is no metric '{metric}'. There are: {string.Join(", ", AllUserValues.Keys)}."), nameof(metric));
    }
}
