namespace DeepRec.Benchmarks;

/// <summary>How many rows one operation of a benchmark works through: for the column "Rows/s".</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RowsAttribute : Attribute
{
    public RowsAttribute(int count) => Count = count;

    /// <param name="parameter">The benchmark's parameter that holds the number.</param>
    public RowsAttribute(string parameter) => Parameter = parameter;

    public int Count { get; }

    public string? Parameter { get; }

    /// <summary>The size of the rows as text, for the column "MB/s"; 0 where they are none.</summary>
    public long Bytes { get; init; }
}
