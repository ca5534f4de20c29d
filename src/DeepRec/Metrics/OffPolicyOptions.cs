namespace DeepRec;

/// <summary>How a policy is estimated from logs of another.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record OffPolicyOptions
{
    /// <summary>The weight above which a row's is cut off. Less variance for some bias, which is downwards where rewards are not negative; the intervals say nothing of it.</summary>
    /// <value>Default <see langword="null"/>: no weight is cut; above 0.</value>
    /// <remarks>E. L. Ionides, "Truncated Importance Sampling", Journal of Computational and Graphical Statistics 17, 2008.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The weight is no finite number above 0.</exception>
    public double? MaximumWeight
    {
        get;
        init => field = value is null || (value > 0 && double.IsFinite(value.Value)) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumWeight is a finite number above 0.");
    }

    /// <summary>How often an interval should hold the truth.</summary>
    /// <value>Default 0.95; above 0, below 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public double Confidence { get; init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Confidence is above 0 and below 1."); } = 0.95;

    internal static OffPolicyOptions Default { get; } = new();
}
