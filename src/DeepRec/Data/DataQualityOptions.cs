namespace DeepRec;

/// <summary>What a <see cref="DataQualityReport"/> counts as worth a finding.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record DataQualityOptions
{
    /// <summary>The smallest label that is right.</summary>
    /// <value>Default <see langword="null"/>: any.</value>
    public double? MinimumLabel { get; init; }

    /// <summary>The largest label that is right.</summary>
    /// <value>Default <see langword="null"/>: any.</value>
    public double? MaximumLabel { get; init; }

    /// <summary>The latest time that can be right, such as when the data was read.</summary>
    /// <value>Default <see langword="null"/>: any. The clock is not asked.</value>
    public DateTimeOffset? Latest { get; init; }

    /// <summary>A user or item with fewer rows than this has few.</summary>
    /// <value>Default 5; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int FewRows { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "FewRows is 1 or more."); } = 5;

    /// <summary>The share of rows with a value of their own from which a category that is no id is of no use.</summary>
    /// <value>Default 0.95; above 0, 1 at most. Columns with fewer than 20 values are not judged.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public double NearUniqueShare { get; init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "NearUniqueShare is above 0 and 1 at most."); } = 0.95;

    /// <summary>The share of rows without a value from which a column is a finding; every gap stands in the table.</summary>
    /// <value>Default 0.05; from 0 to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public double MissingShare { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MissingShare is from 0 to 1."); } = 0.05;

    /// <summary>How many interquartile ranges below the first or above the third quartile a number is an outlier. 3 is Tukey's outer fence ("Exploratory Data Analysis", 1977).</summary>
    /// <value>Default 3; above 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public double OutlierRanges { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "OutlierRanges is above 0."); } = 3;

    internal static DataQualityOptions Default { get; } = new();
}
