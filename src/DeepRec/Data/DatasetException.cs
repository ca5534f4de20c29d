namespace DeepRec;

/// <summary>A value of the data cannot be read as what its column says it is.</summary>
public sealed class DatasetException : FormatException
{
    internal DatasetException(string column, long row, string? value, string expected, string cure, Exception? inner = null)
        : base($"Column '{column}', row {row}: '{value}' is not {expected}. {cure}", inner) =>
        (Column, Row, Value) = (column, row, value);

    /// <summary>The column's name.</summary>
    public string Column { get; }

    /// <summary>The row, counted from 1 as a person would (a header is not counted).</summary>
    public long Row { get; }

    /// <summary>The value as it was found.</summary>
    public string? Value { get; }
}
