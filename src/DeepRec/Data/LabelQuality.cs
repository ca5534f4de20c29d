namespace DeepRec;

/// <summary>The state of the values to be predicted.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record LabelQuality
{
    internal LabelQuality(ColumnQuality column, int outOfRange, IReadOnlyList<LabelBin> distribution) =>
        (Column, OutOfRange, Distribution) = (column, outOfRange, distribution);

    /// <summary>The label's column.</summary>
    public ColumnQuality Column { get; }

    /// <summary>Rows whose label is outside the range that <see cref="DataQualityOptions"/> gives; 0 without one.</summary>
    public int OutOfRange { get; }

    /// <summary>The rows of each label where there are 20 distinct ones at most, else of ten intervals of equal width; ascending.</summary>
    public IReadOnlyList<LabelBin> Distribution { get; }
}
