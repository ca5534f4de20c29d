using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>A matrix in somebody's memory: its element (r, c) stands at r · <see cref="RowStride"/> + c · <see cref="ColumnStride"/>.</summary>
internal readonly ref struct MatrixView
{
    private MatrixView(Span<float> values, int rows, int columns, int rowStride, int columnStride)
    {
        Values = values;
        (Rows, Columns, RowStride, ColumnStride) = (rows, columns, rowStride, columnStride);
    }

    /// <summary>The memory, from the first element on.</summary>
    public Span<float> Values { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int RowStride { get; }

    public int ColumnStride { get; }

    /// <summary>The rows end to end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The memory is too short.</exception>
    public static MatrixView Of(Span<float> values, int rows, int columns) => new(values[..checked(rows * columns)], rows, columns, columns, 1);

    /// <summary>The same memory, rows for columns.</summary>
    public MatrixView Transposed => new(Values, Columns, Rows, ColumnStride, RowStride);

    /// <summary>A row whose columns lie side by side.</summary>
    public Span<float> this[int row] => Values.Slice(row * RowStride, Columns);

    /// <summary>Some of the columns, in the same memory.</summary>
    public MatrixView Slice(int firstColumn, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstColumn + columns, Columns);
        return new MatrixView(Values.Length == 0 ? Values : Values[(firstColumn * ColumnStride)..], Rows, columns, RowStride, ColumnStride);
    }

    /// <summary>The first rows, in the same memory.</summary>
    public MatrixView Top(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Rows);
        return new MatrixView(Values, rows, Columns, RowStride, ColumnStride);
    }

    /// <summary>Copies its elements to another matrix of the same shape, whose columns lie side by side.</summary>
    /// <exception cref="ArgumentException">The shapes differ, or an element lies outside the memory.</exception>
    public void CopyTo(MatrixView target)
    {
        Check();
        target.Check();
        if (target.Rows != Rows || target.Columns != Columns || target.ColumnStride != 1) throw new ArgumentException($"{Rows} × {Columns} is not copied to {target.Rows} × {target.Columns}.", nameof(target));
        ref float source = ref MemoryMarshal.GetReference(Values), first = ref MemoryMarshal.GetReference(target.Values);
        nint column = 0, rowStride = RowStride, columnStride = ColumnStride, targetStride = target.RowStride, rows = Rows, columns = Columns;
        for (; column + 8 <= columns; column += 8)
        {
            for (nint row = 0; row < rows; row++)
            {
                ref float from = ref Unsafe.Add(ref source, (row * rowStride) + (column * columnStride)), to = ref Unsafe.Add(ref first, (row * targetStride) + column);
                to = from;
                Unsafe.Add(ref to, 1) = Unsafe.Add(ref from, columnStride);
                Unsafe.Add(ref to, 2) = Unsafe.Add(ref from, 2 * columnStride);
                Unsafe.Add(ref to, 3) = Unsafe.Add(ref from, 3 * columnStride);
                Unsafe.Add(ref to, 4) = Unsafe.Add(ref from, 4 * columnStride);
                Unsafe.Add(ref to, 5) = Unsafe.Add(ref from, 5 * columnStride);
                Unsafe.Add(ref to, 6) = Unsafe.Add(ref from, 6 * columnStride);
                Unsafe.Add(ref to, 7) = Unsafe.Add(ref from, 7 * columnStride);
            }
        }

        for (; column < columns; column++)
        {
            for (nint row = 0; row < rows; row++) Unsafe.Add(ref first, (row * targetStride) + column) = Unsafe.Add(ref source, (row * rowStride) + (column * columnStride));
        }
    }

    /// <exception cref="ArgumentException">An element lies outside the memory.</exception>
    public void Check()
    {
        if (Rows > 0 && Columns > 0 && ((Rows - 1) * RowStride) + ((Columns - 1) * ColumnStride) >= Values.Length) throw new ArgumentException($"{Values.Length} numbers do not hold a matrix of {Rows} × {Columns}.");
    }
}
