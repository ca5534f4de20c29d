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

        ref float source = ref MemoryMarshal.GetReference(x.Values), target = ref MemoryMarshal.GetReference(y.Values);
        nuint sourceRow = (nuint)x.RowStride, targetRow = (nuint)y.RowStride, columns = (nuint)x.Columns;
        uint rows = (uint)(toPlaces ? y.Rows : x.Rows);
        for (int i = 0; i < places.Length; i++)
        {
            uint place = (uint)places[i];
            if (place >= rows) throw new ArgumentOutOfRangeException(nameof(places), place, $"There are {rows} rows.");
            nuint from = toPlaces ? (uint)i : place, to = toPlaces ? place : (uint)i;
            AddRow(ref Unsafe.Add(ref source, from * sourceRow), ref Unsafe.Add(ref target, to * targetRow), columns);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ref float x, ref float y, nuint columns)
    {
        nuint i = 0, count = (nuint)TSimd.Count;
        for (; i + count <= columns; i += count) TSimd.Store(TSimd.Add(TSimd.Load(in x, i), TSimd.Load(in y, i)), ref y, i);
        if (i == columns) return;
        nuint last = columns - count;
        TSimd.Store(TSimd.Add(TSimd.From(TSimd.Load(in x, last), (int)(i - last)), TSimd.Load(in y, last)), ref y, last);
    }
}
