namespace DeepRec;

/// <summary>Between whom fairness is measured, and how.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record FairnessOptions
{
    /// <summary>The feature of items that names their group: the provider, the label, the genre. A category or several; an item of several counts to each by an equal part.</summary>
    /// <value>Default <see langword="null"/>: exposure is measured between items alone.</value>
    public string? ItemFeature { get; init; }

    /// <summary>The feature of users that names their group: a category, or a number with <see cref="UserEdges"/>.</summary>
    /// <value>Default <see langword="null"/>: users are one group.</value>
    public string? UserFeature { get; init; }

    /// <summary>Where a numeric <see cref="UserFeature"/> is cut into groups; each edge belongs to the group above it.</summary>
    /// <value>Default: none. Ascending.</value>
    /// <exception cref="ArgumentException">They do not ascend, or one is no finite number.</exception>
    public IReadOnlyList<double> UserEdges
    {
        get;
        init => field = value is not null && value.All(double.IsFinite) && value.Zip(value.Skip(1)).All(pair => pair.First < pair.Second) ? [.. value]
            : throw new ArgumentException("UserEdges are finite numbers, each above the one before.", nameof(value));
    }
    = [];

    /// <summary>The length k of the lists that are measured.</summary>
    /// <value>Default 10, that of most published tables; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int CutOff { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "CutOff is 1 or more."); } = 10;

    /// <summary>What attention items deserve.</summary>
    /// <value>Default <see cref="ExposureTarget.Catalogue"/>.</value>
    public ExposureTarget Target { get; init; }

    /// <summary>The share of the catalogue, the most popular items, that is no long tail.</summary>
    /// <value>Default 0.2 (Abdollahpouri, Burke and Mobasher, FLAIRS 2019); from 0 to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public double HeadShare { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HeadShare is from 0 to 1."); } = 0.2;

    /// <summary>Whether items that a user met before are taken out of the candidates.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool MaskSeen { get; init; } = true;

    /// <summary>How lists are put together.</summary>
    /// <value>Default <see langword="null"/>: by score alone.</value>
    public ListAdjustment? Adjustment { get; init; }

    /// <summary>How often users are drawn for the confidence intervals.</summary>
    /// <value>Default 1,000 (Efron and Tibshirani 1993, for percentile intervals); 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Resamples { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Resamples is 1 or more."); } = 1_000;

    /// <summary>The share of drawn values within an interval.</summary>
    /// <value>Default 0.95; above 0, below 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public double Confidence { get; init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Confidence is above 0 and below 1."); } = 0.95;

    /// <summary>Governs which users are drawn.</summary>
    /// <value>Default 42.</value>
    public int Seed { get; init; } = 42;
}
