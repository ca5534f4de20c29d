using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

// Rows by their places.
internal sealed partial class MatrixKernels<TSimd, TVector>
{
    protected internal override void AddRows(MatrixView x, ReadOnlySpan<int> places, MatrixView y, bool toPlaces)
    {
        if (x.Columns < TSimd.Count)
        {
            Narrower?.AddRows(x, places, y, toPlaces);
            return;
        }

        var (n, rows) = toPlaces ? (x.Rows, y.Rows) : (y.Rows, x.Rows);
        foreach (int place in places) if ((uint)place >= (uint)rows) throw new ArgumentOutOfRangeException(nameof(places), place, $"There are {rows} rows.");
        nuint columns = (nuint)x.Columns, column = 0;
        for (; column + (4 * (nuint)TSimd.Count) <= columns; column += 4 * (nuint)TSimd.Count)
        {
            if (toPlaces) Spread(x, places, y, column);
            else Collect(x, places, y, column);
        }

        if (column == columns || n == 0) return;
        ref float source = ref MemoryMarshal.GetReference(x.Values), target = ref MemoryMarshal.GetReference(y.Values);
        nuint sourceRow = (nuint)x.RowStride, targetRow = (nuint)y.RowStride;
        for (int first = 0; first < places.Length; first += n)
        {
            for (int i = 0; i < n; i++)
            {
                nuint place = (uint)places[first + i], from = toPlaces ? (uint)i : place, to = toPlaces ? place : (uint)i;
                AddRow(ref Unsafe.Add(ref source, from * sourceRow), ref Unsafe.Add(ref target, to * targetRow), column, columns);
            }
        }
    }

    protected internal override void CopyRows(MatrixView x, ReadOnlySpan<int> places, MatrixView y)
    {
        if (x.Columns < TSimd.Count)
        {
            Narrower?.CopyRows(x, places, y);
            return;
        }

        ref float source = ref MemoryMarshal.GetReference(x.Values), target = ref MemoryMarshal.GetReference(y.Values);
        nuint sourceRow = (nuint)x.RowStride, targetRow = (nuint)y.RowStride, columns = (nuint)x.Columns, count = (nuint)TSimd.Count;
        uint rows = (uint)x.Rows;
        for (int i = 0; i < places.Length; i++)
        {
            uint place = (uint)places[i];
            if (place >= rows) throw new ArgumentOutOfRangeException(nameof(places), place, $"There are {rows} rows.");
            ref float from = ref Unsafe.Add(ref source, place * sourceRow), to = ref Unsafe.Add(ref target, (nuint)i * targetRow);
            for (nuint column = 0; column < columns; column += count)
            {
                nuint at = Math.Min(column, columns - count); // the last one reaches back
                TSimd.Store(TSimd.Load(in from, at), ref to, at);
            }
        }
    }

    // Four registers of columns: of y itself and of the rows of x at places.
    [MethodImpl(Kernel)]
    private static void Collect(MatrixView x, ReadOnlySpan<int> places, MatrixView y, nuint column)
    {
        ref float source = ref Unsafe.Add(ref MemoryMarshal.GetReference(x.Values), column), to = ref Unsafe.Add(ref MemoryMarshal.GetReference(y.Values), column);
        ref int first = ref MemoryMarshal.GetReference(places);
        nuint xRow = (nuint)x.RowStride, yRow = (nuint)y.RowStride, count = (nuint)TSimd.Count, n = (nuint)y.Rows, all = (nuint)places.Length;
        for (nuint i = 0; i < n; i++, to = ref Unsafe.Add(ref to, yRow))
        {
            TVector a = TSimd.Load(in to, 0), b = TSimd.Load(in to, count), c = TSimd.Load(in to, 2 * count), d = TSimd.Load(in to, 3 * count);
            for (nuint at = i; at < all; at += n)
            {
                ref float row = ref Unsafe.Add(ref source, (uint)Unsafe.Add(ref first, at) * xRow);
                (a, b) = (TSimd.Add(TSimd.Load(in row, 0), a), TSimd.Add(TSimd.Load(in row, count), b));
                (c, d) = (TSimd.Add(TSimd.Load(in row, 2 * count), c), TSimd.Add(TSimd.Load(in row, 3 * count), d));
            }

            TSimd.Store(a, ref to, 0);
            TSimd.Store(b, ref to, count);
            TSimd.Store(c, ref to, 2 * count);
            TSimd.Store(d, ref to, 3 * count);
        }
    }

    // Four registers of columns: of the rows of y at places themselves and of x.
    [MethodImpl(Kernel)]
    private static void Spread(MatrixView x, ReadOnlySpan<int> places, MatrixView y, nuint column)
    {
        ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(x.Values), column), target = ref Unsafe.Add(ref MemoryMarshal.GetReference(y.Values), column);
        ref int first = ref MemoryMarshal.GetReference(places);
        nuint xRow = (nuint)x.RowStride, yRow = (nuint)y.RowStride, count = (nuint)TSimd.Count, n = (nuint)x.Rows, all = (nuint)places.Length;
        for (nuint i = 0; i < n; i++, from = ref Unsafe.Add(ref from, xRow))
        {
            TVector a = TSimd.Load(in from, 0), b = TSimd.Load(in from, count), c = TSimd.Load(in from, 2 * count), d = TSimd.Load(in from, 3 * count);
            for (nuint at = i; at < all; at += n)
            {
                ref float row = ref Unsafe.Add(ref target, (uint)Unsafe.Add(ref first, at) * yRow);
                TSimd.Store(TSimd.Add(a, TSimd.Load(in row, 0)), ref row, 0);
                TSimd.Store(TSimd.Add(b, TSimd.Load(in row, count)), ref row, count);
                TSimd.Store(TSimd.Add(c, TSimd.Load(in row, 2 * count)), ref row, 2 * count);
                TSimd.Store(TSimd.Add(d, TSimd.Load(in row, 3 * count)), ref row, 3 * count);
            }
        }
    }

    // From a column on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ref float x, ref float y, nuint i, nuint columns)
    {
        nuint count = (nuint)TSimd.Count;
        for (; i + count <= columns; i += count) TSimd.Store(TSimd.Add(TSimd.Load(in x, i), TSimd.Load(in y, i)), ref y, i);
        if (i == columns) return;
        nuint last = columns - count;
        TSimd.Store(TSimd.Add(TSimd.From(TSimd.Load(in x, last), (int)(i - last)), TSimd.Load(in y, last)), ref y, last);
    }
}
