namespace DeepRec;

/// <summary>At most so many recommended items may share a value of a feature. Where that leaves too few, the best of those left out fill up.</summary>
/// <remarks>An item of several categories counts for each of them; one without any is not held back.</remarks>
public sealed record CategoryCap
{
    /// <summary>Names the feature and the number.</summary>
    /// <param name="feature">A feature of items, one category or several.</param>
    /// <param name="count">At most so many items of one category; 1 or more.</param>
    /// <exception cref="ArgumentException">The name is empty, or the number below 1.</exception>
    public CategoryCap(string feature, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(feature);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        (Feature, Count) = (feature, count);
    }

    /// <summary>The feature's name.</summary>
    public string Feature { get; }

    /// <summary>At most so many items of one category.</summary>
    public int Count { get; }
}
