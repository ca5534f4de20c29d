using System.Runtime.InteropServices;

namespace DeepRec.Encoders;

/// <summary>The rows of a table of float32, read where they lie.</summary>
internal sealed class TableRows
{
    private readonly ReadOnlyMemory<byte> _table;

    /// <param name="table">[V, D], of float32.</param>
    public TableRows(NamedArray table) => (_table, Count, Width) = (table.Data, (int)table.Shape[0], (int)table.Shape[1]);

    /// <summary>V.</summary>
    public int Count { get; }

    /// <summary>D.</summary>
    public int Width { get; }

    /// <summary>A row. [D]</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that number.</exception>
    public ReadOnlySpan<float> this[int row] => (uint)row < (uint)Count
        ? MemoryMarshal.Cast<byte, float>(_table.Span).Slice(row * Width, Width)
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"Ids go from 0 to {Count - 1}.");
}
