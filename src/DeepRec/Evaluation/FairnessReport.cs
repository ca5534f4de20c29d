namespace DeepRec;

/// <summary>Who gets how much: attention between groups of items, quality between groups of users, and how popular the listed items are. Immutable, so safe from many threads.</summary>
/// <remarks>Users stand for the population of users: intervals are by bootstrap over them, with the targets as they are. What another training would give is not in the intervals.</remarks>
public sealed record FairnessReport
{
    internal FairnessReport()
    {
    }

    /// <summary>What was ranked, such as 'full ranking over 12,101 items, seen items masked'.</summary>
    public string Protocol { get; internal init; } = "";

    /// <summary>The length k of the lists.</summary>
    public int CutOff { get; internal init; }

    /// <summary>The share of drawn values within an interval.</summary>
    public double Confidence { get; internal init; }

    /// <summary>What exposure is set against.</summary>
    public ExposureTarget Target { get; internal init; }

    /// <summary>The attention of each group of items, the largest shortfall first; none where no feature names the groups.</summary>
    public IReadOnlyList<ExposureShare> Exposure { get; internal init; } = [];

    /// <summary>The largest |share − target| of a group.</summary>
    /// <value>From 0, where each group gets what it deserves; 0 without groups.</value>
    public double ExposureGap => Exposure.Count == 0 ? 0 : Exposure.Max(share => Math.Abs(share.Gap));

    /// <summary>The least ratio of share to target, divided by the greatest; for two groups the disparate treatment ratio of Singh and Joachims, KDD 2018.</summary>
    /// <value>From 0 to 1, where each group gets what it deserves; 1 without groups. Groups that deserve nothing are left out.</value>
    public double ExposureRatio
    {
        get
        {
            double[] ratios = [.. Exposure.Select(share => share.Ratio).Where(double.IsFinite)];
            return ratios.Length == 0 || ratios.Max() == 0 ? 1 : ratios.Min() / ratios.Max();
        }
    }

    /// <summary>Amortised unfairness between items: Σ |share of attention − share deserved| over all items (Biega, Gummadi and Weikum, SIGIR 2018).</summary>
    /// <value>From 0 to 2.</value>
    public double ItemUnfairness { get; internal init; }

    /// <summary>All counted users as one group: its values are those of the whole.</summary>
    public UserGroup AllUsers { get; internal init; } = null!;

    /// <summary>Groups of users, by name; none where no feature names them.</summary>
    public IReadOnlyList<UserGroup> UserGroups { get; internal init; } = [];

    /// <summary>For each metric how far apart the groups of users lie; none with fewer than two groups.</summary>
    public IReadOnlyList<GroupGap> Gaps { get; internal init; } = [];

    /// <summary>The share of the long tail's items that stand on at least one list.</summary>
    /// <value>From 0 to 1.</value>
    public double LongTailCoverage { get; internal init; }

    /// <summary>The gap of a metric.</summary>
    /// <param name="metric">Its name, such as 'NDCG@10'.</param>
    /// <exception cref="ArgumentException">There is no such gap.</exception>
    public GroupGap Gap(string metric) => Gaps.FirstOrDefault(gap => gap.Metric == metric)
        ?? throw new ArgumentException($"There is no gap of '{metric}'. There are: {string.Join(", ", Gaps.Select(gap => gap.Metric))}.", nameof(metric));

    /// <summary>Readable tables.</summary>
    public override string ToString() => FairnessText.Write(this);
}
