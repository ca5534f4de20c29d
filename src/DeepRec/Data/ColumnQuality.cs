namespace DeepRec;

/// <summary>The state of one column.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record ColumnQuality
{
    internal ColumnQuality(Feature feature, int rows) => (Feature, Rows) = (feature, rows);

    /// <summary>The column.</summary>
    public Feature Feature { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>Rows without a value.</summary>
    public int Missing { get; internal init; }

    /// <summary>Rows without a value, as a share from 0 to 1; 0 where there are no rows.</summary>
    public double MissingShare => Rows == 0 ? 0 : (double)Missing / Rows;

    /// <summary>Distinct values; of several categories, the distinct single ones.</summary>
    public int Distinct { get; internal init; }

    /// <summary>Whether all rows that have a value, two or more, have the same one.</summary>
    public bool IsConstant { get; internal init; }

    /// <summary>Whether it is a category, no id, in which nearly every row has a value of its own: see <see cref="DataQualityOptions.NearUniqueShare"/>.</summary>
    public bool IsNearUnique { get; internal init; }

    /// <summary>Rows with a text that was written as UTF-8 and read as Windows-1252, such as <c>CafÃ©</c>: what was meant can be told.</summary>
    public int Garbled { get; internal init; }

    /// <summary>
    /// Rows of a category, ids among them, whose value has stray blanks or invisible characters, or is the rarer spelling of one that differs in blanks, letters (capital or small) or width
    /// alone. Garbled ones are judged by what was meant.
    /// </summary>
    public int Untidy { get; internal init; }

    /// <summary>The distribution of a column of one number a row that has a value; else <see langword="null"/>.</summary>
    public NumberSummary? Numbers { get; internal init; }

    internal TextCase Letters { get; init; }
}
