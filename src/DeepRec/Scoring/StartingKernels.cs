using System.Runtime.CompilerServices;

namespace DeepRec;

/// <summary>
/// Kernels for the first rows that a program scores: plain loops, which are compiled ahead where a program is published so, give the very numbers that registers give. Those have to be
/// compiled when they are first called, which takes longer than some dozens of rows; so that is left to another thread as soon as more rows come, or done at once for a large piece of work.
/// </summary>
/// <remarks>Safe from many threads.</remarks>
/// <param name="bits">The width of the registers.</param>
internal sealed class StartingKernels(int bits) : MatrixKernels
{
    private const int Few = 1 << 19, Large = 1 << 18, MostColumns = 512, MostLanes = 16; // multiply-adds: a few milliseconds of them
    private volatile MatrixKernels? _best;
    private int _left = Few;
    private int _asked;

    public override int Bits => bits;

    /// <summary>Who does the work now; <see langword="null"/>: still these.</summary>
    public MatrixKernels? Successor => _best;

    public override float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (Ready(a.Length) is { } best) return best.Dot(a, b);
        if (a.Length != b.Length) throw new ArgumentException($"Vectors of {a.Length} and {b.Length} numbers have no inner product.", nameof(b));
        int lanes = bits / 32, i = 0;
        while (lanes > a.Length && lanes > 1) lanes = lanes == 4 ? 1 : lanes / 2;
        Span<float> sums = stackalloc float[MostLanes];
        for (; i + lanes <= a.Length; i += lanes)
        {
            for (int lane = 0; lane < lanes; lane++) sums[lane] = MathF.FusedMultiplyAdd(a[i + lane], b[i + lane], sums[lane]);
        }

        for (int lane = lanes - (a.Length - i); i < a.Length; i++, lane++) sums[lane] = MathF.FusedMultiplyAdd(a[i], b[i], sums[lane]);
        return Sum(sums[..lanes]);
    }

    public override void AddScaled(float factor, ReadOnlySpan<float> x, Span<float> y)
    {
        if (Ready(x.Length) is { } best)
        {
            best.AddScaled(factor, x, y);
            return;
        }

        if (x.Length != y.Length) throw new ArgumentException($"A vector of {x.Length} numbers is not added to one of {y.Length}.", nameof(y));
        for (int i = 0; i < x.Length; i++) y[i] = MathF.FusedMultiplyAdd(factor, x[i], y[i]);
    }

    protected internal override void Product(MatrixView a, MatrixView b, ReadOnlySpan<float> start, MatrixView c, bool add)
    {
        if (Ready((long)a.Rows * a.Columns * b.Columns) is { } best)
        {
            best.Product(a, b, start, c, add);
            return;
        }

        Span<float> sums = c.Columns <= MostColumns ? stackalloc float[c.Columns] : new float[c.Columns]; // [N]
        for (int row = 0; row < c.Rows; row++)
        {
            sums.Clear();
            for (int k = 0; k < a.Columns; k++)
            {
                float factor = a.Values[(row * a.RowStride) + (k * a.ColumnStride)];
                var right = b[k];
                for (int column = 0; column < sums.Length; column++) sums[column] = MathF.FusedMultiplyAdd(factor, right[column], sums[column]);
            }

            var from = add ? start.Slice(row * c.RowStride, c.Columns) : start;
            var to = c[row];
            for (int column = 0; column < sums.Length; column++) to[column] = from[column] + sums[column];
        }
    }

    protected internal override void AddRows(MatrixView x, ReadOnlySpan<int> places, MatrixView y, bool toPlaces) => OfWidth(bits).AddRows(x, places, y, toPlaces);

    protected internal override void CopyRows(MatrixView x, ReadOnlySpan<int> places, MatrixView y) => OfWidth(bits).CopyRows(x, places, y);

    // In the order in which registers add up: halves of halves.
    private static float Sum(ReadOnlySpan<float> values) => values.Length == 1 ? values[0] : Sum(values[..(values.Length / 2)]) + Sum(values[(values.Length / 2)..]);

    private MatrixKernels? Ready(long work)
    {
        if (_best is { } best) return best;
        if (work > Large) return _best = OfWidth(bits);
        if ((_left -= (int)work) < 0 && Interlocked.Exchange(ref _asked, 1) == 0) PrepareElsewhere();
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // it loads what belongs to threads
    private void PrepareElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(static kernels => kernels.Prepare(), this, preferLocal: false);

    // Calls each kernel, so that it is compiled, and then gives way to them.
    private void Prepare()
    {
        const int Rows = 5, Inner = 2;
        int columns = 15 * bits / 32; // registers by eight, four, two and one
        float[] a = new float[Rows * Inner], b = new float[Inner * columns], c = new float[Rows * columns];
        var best = OfWidth(bits);
        best.Product(MatrixView.Of(a, Rows, Inner), MatrixView.Of(b, Inner, columns), b, MatrixView.Of(c, Rows, columns));
        best.AddScaled(best.Dot(b, b), b, c.AsSpan(0, b.Length));
        _best = best;
    }
}
