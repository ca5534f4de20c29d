namespace DeepRec;

/// <summary>How far apart two groups of users lie, those of the lowest and the highest mean of a metric.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Lowest">The group of the lowest mean: for NDCG and recall the worst-served one.</param>
/// <param name="LowestValue">Its mean.</param>
/// <param name="Highest">The group of the highest mean.</param>
/// <param name="HighestValue">Its mean.</param>
/// <param name="Lower">The lower end of the difference's bootstrap interval over users.</param>
/// <param name="Upper">Its upper end.</param>
/// <remarks>With more than two groups the interval is that of a pair picked because it lies far apart: it says too often that there is a gap.</remarks>
public sealed record GroupGap(string Metric, string Lowest, double LowestValue, string Highest, double HighestValue, double Lower, double Upper)
{
    /// <summary>Highest − lowest, 0 or more.</summary>
    public double Gap => HighestValue - LowestValue;
}
