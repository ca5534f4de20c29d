namespace DeepRec;

/// <summary>How models are compared.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record RankingComparisonOptions
{
    /// <summary>How often users are drawn for the confidence intervals.</summary>
    /// <value>Default 1,000 (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, for percentile intervals); 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Resamples { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Resamples is 1 or more."); } = 1_000;

    /// <summary>The share of drawn means within an interval, and 1 − the level below which a difference counts as more than chance.</summary>
    /// <value>Default 0.95; above 0, below 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public double Confidence { get; init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Confidence is above 0 and below 1."); } = 0.95;

    /// <summary>Governs which users are drawn.</summary>
    /// <value>Default 42.</value>
    public int Seed { get; init; } = 42;

    internal static RankingComparisonOptions Default { get; } = new();
}
