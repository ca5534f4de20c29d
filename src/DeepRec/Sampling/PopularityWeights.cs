namespace DeepRec;

/// <summary>
/// Inverse propensities against popularity bias: w = 1 / p_i, p_i = max(floor, (n_i / max n)^γ), n_i the training rows of the row's item. What was observed more often counts less, as if all items had been observed alike.
/// </summary>
/// <remarks>
/// Schnabel, Swaminathan, Singh, Chandak and Joachims, "Recommendations as Treatments: Debiasing Learning and Evaluation" (ICML 2016); the propensity is that of Saito, Yaginuma, Nishino, Sakata and Nakata,
/// "Unbiased Recommender Learning from Missing-Not-At-Random Implicit Feedback" (WSDM 2020).
/// </remarks>
public sealed record PopularityWeights : RowWeights
{
    /// <summary>γ: 0 weighs all rows alike, 1 takes each item's rows together for the same.</summary>
    /// <value>Default 0.5: Saito et al. From 0 to 2.</value>
    public double Power { get; init => field = value is >= 0 and <= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Power is from 0 to 2."); } = 0.5;

    /// <summary>The least propensity: no row counts more than 1 / floor times one of the most popular item. A higher one has less variance and more bias.</summary>
    /// <value>Default 0.1. Above 0, at most 1.</value>
    public double Floor { get; init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Floor is above 0 and at most 1."); } = 0.1;

    /// <exception cref="ArgumentException">The rows have no item.</exception>
    /// <inheritdoc/>
    protected override float[] Weigh(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var item = rows.Schema.Item ?? throw new ArgumentException("PopularityWeights needs an item. Mark its column with [Item] or Feature.Item(\"name\").", nameof(rows));
        int[] groups = GroupWeights.GroupsOf(rows, item.Name), counts = GroupWeights.CountsOf(groups);
        double most = counts.Max();
        return Array.ConvertAll(groups, group => (float)(1 / Math.Max(Floor, Math.Pow(counts[group] / most, Power))));
    }
}
