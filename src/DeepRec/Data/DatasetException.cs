namespace DeepRec;

/// <summary>A row or a value of the data cannot be read as what its schema says it is.</summary>
public sealed class DatasetException : FormatException
{
    internal DatasetException(string column, long row, string? value, string expected, string cure, Exception? inner = null)
        : base($"Column '{column}', row {row}: '{value}' is not {expected}. {cure}", inner) =>
        (Column, Row, Value) = (column, row, value);

    /// <summary>An error of a whole row, or of the data as a whole where <paramref name="row"/> is 0.</summary>
    internal DatasetException(long row, string problem, string cure, Exception? inner = null)
        : base(row > 0 ? $"Row {row} {problem}. {cure}" : $"{problem}. {cure}", inner) =>
        (Column, Row) = ("", row);

    /// <summary>The column's name; empty where the row as a whole is at fault.</summary>
    public string Column { get; }

    /// <summary>The row, counted from 1 as a person would (a header and blank lines are not counted); 0 where no one row is at fault.</summary>
    public long Row { get; }

    /// <summary>The value as it was found, if one value is at fault.</summary>
    public string? Value { get; }
}
