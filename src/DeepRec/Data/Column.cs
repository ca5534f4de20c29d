namespace DeepRec;

/// <summary>The values of one feature for all rows of a dataset, in one block of memory.</summary>
/// <remarks>Immutable; safe from many threads. The spans it hands out are views: do not write through tricks.</remarks>
public abstract class Column
{
    private protected Column(int count) => Count = count;

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>Whether the row has no value.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>How many rows have no value.</summary>
    public int MissingCount => CountMissing();

    /// <summary>The value as text for reports and error messages, in invariant form; <see langword="null"/> where it is missing.</summary>
    public abstract string? TextAt(int row);

    /// <summary>The rows at the given positions, in that order; positions may repeat.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the column.</exception>
    public abstract Column Select(ReadOnlySpan<int> rows);

    /// <summary>This column's rows followed by those of others of the same type.</summary>
    internal abstract Column Append(IReadOnlyList<Column> others);

    private protected virtual int CountMissing()
    {
        int missing = 0;
        for (int row = 0; row < Count; row++) missing += IsMissing(row) ? 1 : 0;
        return missing;
    }

    private protected static T[] Gather<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var gathered = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)values.Length) throw new ArgumentOutOfRangeException(nameof(rows), rows[i], $"Row {rows[i]} is outside 0…{values.Length - 1}.");
            gathered[i] = values[rows[i]];
        }

        return gathered;
    }
}
