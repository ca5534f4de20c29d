using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>
/// The kernels of one width. A product goes tile by tile: six or four rows by two registers of C stay in registers while all of K passes. What is left of a row
/// is done by a last register that reaches back over what is done already.
/// </summary>
/// <param name="narrower">For rows that are shorter than a register.</param>
internal sealed partial class MatrixKernels<TSimd, TVector>(Func<MatrixKernels>? narrower) : MatrixKernels
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // At its best from the first call on, and with all registers to itself.
    private const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    private MatrixKernels? Narrower => field ??= narrower?.Invoke();

    public override int Bits => TSimd.Count * 32;

    public override float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"Vectors of {a.Length} and {b.Length} numbers have no inner product.", nameof(b));
        if (a.Length < TSimd.Count) return Narrower?.Dot(a, b) ?? 0;
        ref float left = ref MemoryMarshal.GetReference(a), right = ref MemoryMarshal.GetReference(b);
        var sum = TSimd.All(0);
        nuint i = 0, count = (nuint)TSimd.Count, length = (nuint)a.Length;
        for (; i + count <= length; i += count) sum = TSimd.MultiplyAdd(TSimd.Load(in left, i), TSimd.Load(in right, i), sum);
        if (i < length) sum = TSimd.MultiplyAdd(TSimd.From(TSimd.Load(in left, length - count), (int)(i + count - length)), TSimd.Load(in right, length - count), sum);
        return TSimd.Sum(sum);
    }

    public override void AddScaled(float factor, ReadOnlySpan<float> x, Span<float> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"A vector of {x.Length} numbers is not added to one of {y.Length}.", nameof(y));
        if (x.Length < TSimd.Count)
        {
            Narrower?.AddScaled(factor, x, y);
            return;
        }

        ref float source = ref MemoryMarshal.GetReference(x), target = ref MemoryMarshal.GetReference(y);
        var times = TSimd.All(factor);
        nuint i = 0, count = (nuint)TSimd.Count, length = (nuint)x.Length;
        for (; i + count <= length; i += count) TSimd.Store(TSimd.MultiplyAdd(times, TSimd.Load(in source, i), TSimd.Load(in target, i)), ref target, i);
        if (i == length) return;
        nuint last = length - count;
        TSimd.Store(TSimd.MultiplyAdd(times, TSimd.From(TSimd.Load(in source, last), (int)(i - last)), TSimd.Load(in target, last)), ref target, last);
    }

    protected internal override void Product(MatrixView a, MatrixView b, ReadOnlySpan<float> start, MatrixView c, bool add)
    {
        if (c.Rows == 0 || c.Columns == 0) return;
        if (c.Columns < TSimd.Count && Narrower is not null)
        {
            Narrower.Product(a, b, start, c, add);
            return;
        }

        int column = 0;
        for (; column + TSimd.Count < c.Columns; column += 2 * TSimd.Count) Columns(a, b, start, c, add, column, second: Math.Min(TSimd.Count, c.Columns - column - TSimd.Count), done: 0);
        for (; column < c.Columns; column += TSimd.Count)
        {
            int first = Math.Min(column, c.Columns - TSimd.Count);
            Columns(a, b, start, c, add, first, second: 0, add ? column - first : 0);
        }

        for (int row = c.Rows & ~3; row < c.Rows; row++) Row(a, b, start, c, add, row);
    }

    // Two registers of columns, the second that many places after the first, which may do some of it already; or one alone, whose first places are done already.
    private static void Columns(MatrixView a, MatrixView b, ReadOnlySpan<float> start, MatrixView c, bool add, int column, int second, int done)
    {
        ref float left = ref MemoryMarshal.GetReference(a.Values), right = ref Unsafe.Add(ref MemoryMarshal.GetReference(b.Values), column);
        ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(start), column), to = ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Values), column);
        nuint k = (nuint)a.Columns, leftRow = (nuint)a.RowStride, leftColumn = (nuint)a.ColumnStride, rightRow = (nuint)b.RowStride, toRow = (nuint)c.RowStride, fromRow = add ? toRow : 0;
        nuint rows = (nuint)a.Rows, row = 0;
        for (; second > 0 && row + 12 <= rows; row += 12)
        {
            for (nuint half = row; half < row + 12; half += 6)
            {
                ref float x = ref Unsafe.Add(ref left, half * leftRow), s = ref Unsafe.Add(ref from, half * fromRow), y = ref Unsafe.Add(ref to, half * toRow);
                SixByTwo(ref x, leftRow, leftColumn, ref right, rightRow, k, ref s, fromRow, ref y, toRow, (nuint)second, add ? TSimd.Count - second : 0);
            }
        }

        for (; row + 4 <= rows; row += 4)
        {
            ref float x = ref Unsafe.Add(ref left, row * leftRow), s = ref Unsafe.Add(ref from, row * fromRow), y = ref Unsafe.Add(ref to, row * toRow);
            if (second > 0) FourByTwo(ref x, leftRow, leftColumn, ref right, rightRow, k, ref s, fromRow, ref y, toRow, (nuint)second, add ? TSimd.Count - second : 0);
            else FourByOne(ref x, leftRow, leftColumn, ref right, rightRow, k, ref s, fromRow, ref y, toRow, done);
        }
    }

    // A row by itself: as many registers of columns at once as hide how long a sum takes.
    private static void Row(MatrixView a, MatrixView b, ReadOnlySpan<float> start, MatrixView c, bool add, int row)
    {
        ref float x = ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Values), row * a.RowStride), right = ref MemoryMarshal.GetReference(b.Values);
        ref float s = ref Unsafe.Add(ref MemoryMarshal.GetReference(start), add ? row * c.RowStride : 0), y = ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Values), row * c.RowStride);
        nuint k = (nuint)a.Columns, xColumn = (nuint)a.ColumnStride, rightRow = (nuint)b.RowStride;
        int column = 0;
        for (; column + (8 * TSimd.Count) <= c.Columns; column += 8 * TSimd.Count) OneByEight(ref x, xColumn, ref Unsafe.Add(ref right, column), rightRow, k, ref Unsafe.Add(ref s, column), ref Unsafe.Add(ref y, column));
        for (; column + (4 * TSimd.Count) <= c.Columns; column += 4 * TSimd.Count) OneByFour(ref x, xColumn, ref Unsafe.Add(ref right, column), rightRow, k, ref Unsafe.Add(ref s, column), ref Unsafe.Add(ref y, column));
        for (; column < c.Columns; column += TSimd.Count)
        {
            int first = Math.Min(column, c.Columns - TSimd.Count);
            One(ref x, xColumn, ref Unsafe.Add(ref right, first), rightRow, k, ref Unsafe.Add(ref s, first), ref Unsafe.Add(ref y, first), add ? column - first : 0);
        }
    }

    [MethodImpl(Kernel)]
    private static void SixByTwo(ref float x, nuint xRow, nuint xColumn, ref float b, nuint bRow, nuint k, ref float s, nuint sRow, ref float y, nuint yRow, nuint second, int done)
    {
        TVector a0 = TSimd.All(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0, e0 = a0, e1 = a0, f0 = a0, f1 = a0;
        ref float x1 = ref Unsafe.Add(ref x, xRow), x2 = ref Unsafe.Add(ref x, 2 * xRow), x3 = ref Unsafe.Add(ref x, 3 * xRow), x4 = ref Unsafe.Add(ref x, 4 * xRow), x5 = ref Unsafe.Add(ref x, 5 * xRow);
        ref float next = ref b;
        for (nuint i = 0, at = 0; i < k; i++, at += xColumn)
        {
            TVector left = TSimd.Load(in next, 0), right = TSimd.Load(in next, second);
            next = ref Unsafe.Add(ref next, bRow);
            var factor = TSimd.All(Unsafe.Add(ref x, at));
            (a0, a1) = (TSimd.MultiplyAdd(factor, left, a0), TSimd.MultiplyAdd(factor, right, a1));
            factor = TSimd.All(Unsafe.Add(ref x1, at));
            (b0, b1) = (TSimd.MultiplyAdd(factor, left, b0), TSimd.MultiplyAdd(factor, right, b1));
            factor = TSimd.All(Unsafe.Add(ref x2, at));
            (c0, c1) = (TSimd.MultiplyAdd(factor, left, c0), TSimd.MultiplyAdd(factor, right, c1));
            factor = TSimd.All(Unsafe.Add(ref x3, at));
            (d0, d1) = (TSimd.MultiplyAdd(factor, left, d0), TSimd.MultiplyAdd(factor, right, d1));
            factor = TSimd.All(Unsafe.Add(ref x4, at));
            (e0, e1) = (TSimd.MultiplyAdd(factor, left, e0), TSimd.MultiplyAdd(factor, right, e1));
            factor = TSimd.All(Unsafe.Add(ref x5, at));
            (f0, f1) = (TSimd.MultiplyAdd(factor, left, f0), TSimd.MultiplyAdd(factor, right, f1));
        }

        Put(a0, ref s, 0, ref y, 0, 0);
        Put(a1, ref s, second, ref y, second, done);
        Put(b0, ref s, sRow, ref y, yRow, 0);
        Put(b1, ref s, sRow + second, ref y, yRow + second, done);
        Put(c0, ref s, 2 * sRow, ref y, 2 * yRow, 0);
        Put(c1, ref s, (2 * sRow) + second, ref y, (2 * yRow) + second, done);
        Put(d0, ref s, 3 * sRow, ref y, 3 * yRow, 0);
        Put(d1, ref s, (3 * sRow) + second, ref y, (3 * yRow) + second, done);
        Put(e0, ref s, 4 * sRow, ref y, 4 * yRow, 0);
        Put(e1, ref s, (4 * sRow) + second, ref y, (4 * yRow) + second, done);
        Put(f0, ref s, 5 * sRow, ref y, 5 * yRow, 0);
        Put(f1, ref s, (5 * sRow) + second, ref y, (5 * yRow) + second, done);
    }

    [MethodImpl(Kernel)]
    private static void FourByTwo(ref float x, nuint xRow, nuint xColumn, ref float b, nuint bRow, nuint k, ref float s, nuint sRow, ref float y, nuint yRow, nuint second, int done)
    {
        TVector a0 = TSimd.All(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        ref float x1 = ref Unsafe.Add(ref x, xRow), x2 = ref Unsafe.Add(ref x, 2 * xRow), x3 = ref Unsafe.Add(ref x, 3 * xRow);
        for (nuint i = 0, at = 0, next = 0; i < k; i++, at += xColumn, next += bRow)
        {
            TVector left = TSimd.Load(in b, next), right = TSimd.Load(in b, next + second);
            var factor = TSimd.All(Unsafe.Add(ref x, at));
            (a0, a1) = (TSimd.MultiplyAdd(factor, left, a0), TSimd.MultiplyAdd(factor, right, a1));
            factor = TSimd.All(Unsafe.Add(ref x1, at));
            (b0, b1) = (TSimd.MultiplyAdd(factor, left, b0), TSimd.MultiplyAdd(factor, right, b1));
            factor = TSimd.All(Unsafe.Add(ref x2, at));
            (c0, c1) = (TSimd.MultiplyAdd(factor, left, c0), TSimd.MultiplyAdd(factor, right, c1));
            factor = TSimd.All(Unsafe.Add(ref x3, at));
            (d0, d1) = (TSimd.MultiplyAdd(factor, left, d0), TSimd.MultiplyAdd(factor, right, d1));
        }

        Put(a0, ref s, 0, ref y, 0, 0);
        Put(a1, ref s, second, ref y, second, done);
        Put(b0, ref s, sRow, ref y, yRow, 0);
        Put(b1, ref s, sRow + second, ref y, yRow + second, done);
        Put(c0, ref s, 2 * sRow, ref y, 2 * yRow, 0);
        Put(c1, ref s, (2 * sRow) + second, ref y, (2 * yRow) + second, done);
        Put(d0, ref s, 3 * sRow, ref y, 3 * yRow, 0);
        Put(d1, ref s, (3 * sRow) + second, ref y, (3 * yRow) + second, done);
    }

    [MethodImpl(Kernel)]
    private static void FourByOne(ref float x, nuint xRow, nuint xColumn, ref float b, nuint bRow, nuint k, ref float s, nuint sRow, ref float y, nuint yRow, int done)
    {
        TVector a = TSimd.All(0), c = a, d = a, e = a;
        ref float x1 = ref Unsafe.Add(ref x, xRow), x2 = ref Unsafe.Add(ref x, 2 * xRow), x3 = ref Unsafe.Add(ref x, 3 * xRow);
        for (nuint i = 0, at = 0, next = 0; i < k; i++, at += xColumn, next += bRow)
        {
            var right = TSimd.Load(in b, next);
            a = TSimd.MultiplyAdd(TSimd.All(Unsafe.Add(ref x, at)), right, a);
            c = TSimd.MultiplyAdd(TSimd.All(Unsafe.Add(ref x1, at)), right, c);
            d = TSimd.MultiplyAdd(TSimd.All(Unsafe.Add(ref x2, at)), right, d);
            e = TSimd.MultiplyAdd(TSimd.All(Unsafe.Add(ref x3, at)), right, e);
        }

        Put(a, ref s, 0, ref y, 0, done);
        Put(c, ref s, sRow, ref y, yRow, done);
        Put(d, ref s, 2 * sRow, ref y, 2 * yRow, done);
        Put(e, ref s, 3 * sRow, ref y, 3 * yRow, done);
    }

    [MethodImpl(Kernel)]
    private static void OneByEight(ref float x, nuint xColumn, ref float b, nuint bRow, nuint k, ref float s, ref float y)
    {
        TVector a0 = TSimd.All(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        nuint count = (nuint)TSimd.Count;
        for (nuint i = 0, at = 0, next = 0; i < k; i++, at += xColumn, next += bRow)
        {
            var factor = TSimd.All(Unsafe.Add(ref x, at));
            a0 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next), a0);
            a1 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next + count), a1);
            a2 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next + (2 * count)), a2);
            a3 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next + (3 * count)), a3);
            a4 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next + (4 * count)), a4);
            a5 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next + (5 * count)), a5);
            a6 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next + (6 * count)), a6);
            a7 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next + (7 * count)), a7);
        }

        Put(a0, a1, ref s, 0, ref y, 0);
        Put(a2, a3, ref s, 2 * count, ref y, 2 * count);
        Put(a4, a5, ref s, 4 * count, ref y, 4 * count);
        Put(a6, a7, ref s, 6 * count, ref y, 6 * count);
    }

    [MethodImpl(Kernel)]
    private static void OneByFour(ref float x, nuint xColumn, ref float b, nuint bRow, nuint k, ref float s, ref float y)
    {
        TVector a0 = TSimd.All(0), a1 = a0, a2 = a0, a3 = a0;
        nuint count = (nuint)TSimd.Count;
        for (nuint i = 0, at = 0, next = 0; i < k; i++, at += xColumn, next += bRow)
        {
            var factor = TSimd.All(Unsafe.Add(ref x, at));
            a0 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next), a0);
            a1 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next + count), a1);
            a2 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next + (2 * count)), a2);
            a3 = TSimd.MultiplyAdd(factor, TSimd.Load(in b, next + (3 * count)), a3);
        }

        Put(a0, a1, ref s, 0, ref y, 0);
        Put(a2, a3, ref s, 2 * count, ref y, 2 * count);
    }

    private static void One(ref float x, nuint xColumn, ref float b, nuint bRow, nuint k, ref float s, ref float y, int done)
    {
        var sum = TSimd.All(0);
        for (nuint i = 0, at = 0, next = 0; i < k; i++, at += xColumn, next += bRow) sum = TSimd.MultiplyAdd(TSimd.All(Unsafe.Add(ref x, at)), TSimd.Load(in b, next), sum);
        Put(sum, ref s, 0, ref y, 0, done);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector first, TVector second, ref float s, nuint from, ref float y, nuint to)
    {
        TSimd.Store(TSimd.Add(TSimd.Load(in s, from), first), ref y, to);
        TSimd.Store(TSimd.Add(TSimd.Load(in s, from + (nuint)TSimd.Count), second), ref y, to + (nuint)TSimd.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector sum, ref float s, nuint from, ref float y, nuint to, int done)
    {
        if (done > 0) sum = TSimd.From(sum, done);
        TSimd.Store(TSimd.Add(TSimd.Load(in s, from), sum), ref y, to);
    }
}
