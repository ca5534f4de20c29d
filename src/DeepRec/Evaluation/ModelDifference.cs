namespace DeepRec;

/// <summary>Two models of a comparison set against each other, user by user.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="First">A model.</param>
/// <param name="Second">The other.</param>
/// <param name="Difference">The mean of the first less that of the second.</param>
/// <param name="PValue">Of the two-sided paired t-test over users.</param>
/// <param name="AdjustedPValue">The same after Holm's correction for all tests of the comparison.</param>
public sealed record ModelDifference(string Metric, string First, string Second, double Difference, double PValue, double AdjustedPValue)
{
    /// <summary>The lower end of the difference's bootstrap interval: both models on the same drawn users.</summary>
    public double Lower { get; init; }

    /// <summary>The upper end of the difference's bootstrap interval.</summary>
    public double Upper { get; init; }
}
