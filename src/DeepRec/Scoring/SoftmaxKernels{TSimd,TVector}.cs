using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>The kernels of one width. P is two registers; a product goes tile by tile, six rows of P stay in registers while all that is summed over passes.
/// Methods that fill the registers are compiled by themselves: inlined into their callers, sums would go through memory.</summary>
internal sealed class SoftmaxKernels<TSimd, TVector> : SoftmaxKernels
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private static nuint N => (nuint)TSimd.Count;

    public override int Panel => 2 * TSimd.Count;

    public override void Score(SoftmaxShape shape, ReadOnlySpan<float> users, ReadOnlySpan<float> items, Span<float> block)
    {
        var (n, b, d, w) = shape;
        Check(shape, block.Length, items.Length, users.Length / d * w);
        ref float u = ref MemoryMarshal.GetReference(users), v = ref MemoryMarshal.GetReference(items), e = ref MemoryMarshal.GetReference(block);
        var walk = new Walk(Row: w, Step: 1, Steps: d, Jumps: 1, Jump: 0);
        for (int panel = 0; panel < b; panel += Panel) Multiply(ref v, walk, ref Unsafe.Add(ref u, panel * d), Panel, ref Unsafe.Add(ref e, panel * n), Panel, n, add: false);
    }

    public override void Correct(SoftmaxShape shape, ReadOnlySpan<float> corrections, Span<float> block)
    {
        Check(shape, block.Length, corrections.Length * shape.Width, shape.Users * shape.Width);
        ref float e = ref MemoryMarshal.GetReference(block);
        for (int panel = 0; panel < shape.Users; panel += Panel)
        {
            for (int j = 0; j < shape.Items; j++, e = ref Unsafe.Add(ref e, Panel))
            {
                var correction = TSimd.All(-corrections[j]);
                TSimd.Store(TSimd.Add(TSimd.Load(in e, 0), correction), ref e, 0);
                TSimd.Store(TSimd.Add(TSimd.Load(in e, N), correction), ref e, N);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public override void Raise(SoftmaxShape shape, ReadOnlySpan<float> block, Span<float> maxima)
    {
        Check(shape, block.Length, shape.Items * shape.Width, maxima.Length * shape.Width);
        ref float e = ref MemoryMarshal.GetReference(block), m = ref MemoryMarshal.GetReference(maxima);
        for (int panel = 0; panel < shape.Users; panel += Panel, m = ref Unsafe.Add(ref m, Panel))
        {
            TVector left = TSimd.Load(in m, 0), right = TSimd.Load(in m, N);
            for (int j = 0; j < shape.Items; j++, e = ref Unsafe.Add(ref e, Panel)) (left, right) = (TSimd.Max(left, TSimd.Load(in e, 0)), TSimd.Max(right, TSimd.Load(in e, N)));
            TSimd.Store(left, ref m, 0);
            TSimd.Store(right, ref m, N);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public override void Exponentiate(SoftmaxShape shape, ReadOnlySpan<float> maxima, Span<float> block, Span<float> sums)
    {
        Check(shape, block.Length, shape.Items * shape.Width, Math.Min(maxima.Length, sums.Length) * shape.Width);
        ref float e = ref MemoryMarshal.GetReference(block), m = ref MemoryMarshal.GetReference(maxima), s = ref MemoryMarshal.GetReference(sums);
        var minus = TSimd.All(-1);
        for (nuint panel = 0; panel < (nuint)shape.Users; panel += 2 * N)
        {
            TVector left = TSimd.Load(in m, panel), right = TSimd.Load(in m, panel + N), leftSum = TSimd.All(0), rightSum = leftSum;
            for (int j = 0; j < shape.Items; j++, e = ref Unsafe.Add(ref e, Panel))
            {
                TVector first = Exp(TSimd.MultiplyAdd(minus, left, TSimd.Load(in e, 0))), second = Exp(TSimd.MultiplyAdd(minus, right, TSimd.Load(in e, N)));
                TSimd.Store(first, ref e, 0);
                TSimd.Store(second, ref e, N);
                (leftSum, rightSum) = (TSimd.Add(leftSum, first), TSimd.Add(rightSum, second));
            }

            TSimd.Store(leftSum, ref s, panel);
            TSimd.Store(rightSum, ref s, panel + N);
        }
    }

    public override void Measure(SoftmaxShape shape, ReadOnlySpan<float> from, ReadOnlySpan<float> to, Span<float> block)
    {
        Check(shape, block.Length, shape.Items * shape.Width, Math.Min(from.Length, to.Length) * shape.Width);
        ref float e = ref MemoryMarshal.GetReference(block), f = ref MemoryMarshal.GetReference(from), t = ref MemoryMarshal.GetReference(to);
        TVector zero = TSimd.All(0), minus = TSimd.All(-1);
        for (nuint panel = 0; panel < (nuint)shape.Users; panel += 2 * N)
        {
            TVector left = Exp(TSimd.MultiplyAdd(minus, TSimd.Load(in t, panel), TSimd.Load(in f, panel))), right = Exp(TSimd.MultiplyAdd(minus, TSimd.Load(in t, panel + N), TSimd.Load(in f, panel + N)));
            for (int j = 0; j < shape.Items; j++, e = ref Unsafe.Add(ref e, Panel))
            {
                TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(in e, 0), left, zero), ref e, 0);
                TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(in e, N), right, zero), ref e, N);
            }
        }
    }

    public override void ItemGradient(SoftmaxShape shape, ReadOnlySpan<float> block, ReadOnlySpan<float> users, Span<float> gradient)
    {
        var (n, b, _, w) = shape;
        Check(shape, block.Length, gradient.Length, users.Length);
        ref float e = ref MemoryMarshal.GetReference(block), u = ref MemoryMarshal.GetReference(users), g = ref MemoryMarshal.GetReference(gradient);
        var walk = new Walk(Row: Panel, Step: 1, Steps: Panel, Jumps: b / Panel, Jump: n * Panel);
        for (int row = 0; row < n; row += 6) // whose exponentials stay in the first cache while all columns pass
        {
            for (int column = 0; column < w; column += Panel) Multiply(ref Unsafe.Add(ref e, row * Panel), walk, ref Unsafe.Add(ref u, column * b), Panel, ref Unsafe.Add(ref g, (row * w) + column), w, Math.Min(6, n - row), add: false);
        }
    }

    public override void AddUserGradient(SoftmaxShape shape, ReadOnlySpan<float> block, ReadOnlySpan<float> items, Span<float> gradient)
    {
        var (n, b, d, w) = shape;
        Check(shape, block.Length, items.Length, gradient.Length / d * w);
        ref float e = ref MemoryMarshal.GetReference(block), v = ref MemoryMarshal.GetReference(items), g = ref MemoryMarshal.GetReference(gradient);
        var walk = new Walk(Row: 1, Step: w, Steps: n, Jumps: 1, Jump: 0);
        for (int panel = 0; panel < b; panel += Panel) Multiply(ref v, walk, ref Unsafe.Add(ref e, panel * n), Panel, ref Unsafe.Add(ref g, panel * d), Panel, d, add: true);
    }

    // C [rows, P] = A · B, or what is there already and that: A as the walk has it, row k of B from k · bRow on.
    private static void Multiply(ref float a, Walk walk, ref float b, int bRow, ref float c, int cRow, int rows, bool add)
    {
        int row = rows / 6 * 6;
        Sixes(ref a, walk, ref b, bRow, ref c, (nuint)cRow, rows / 6, add);
        for (; row + 4 <= rows; row += 4) Four(ref Unsafe.Add(ref a, row * walk.Row), walk, ref b, bRow, ref Unsafe.Add(ref c, row * cRow), (nuint)cRow, add);
        for (; row < rows; row++) One(ref Unsafe.Add(ref a, row * walk.Row), walk, ref b, bRow, ref Unsafe.Add(ref c, row * cRow), add);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Sixes(ref float a, Walk walk, ref float b, int bRow, ref float c, nuint cRow, int tiles, bool add)
    {
        nint one = (nint)walk.Row * sizeof(float), two = 2 * one, step = (nint)walk.Step * sizeof(float), next = (nint)bRow * sizeof(float);
        for (; tiles > 0; tiles--, a = ref Unsafe.Add(ref a, 6 * walk.Row), c = ref Unsafe.Add(ref c, 6 * cRow))
        {
            TVector a0 = TSimd.All(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0, e0 = a0, e1 = a0, f0 = a0, f1 = a0;
            ref float from = ref a, z = ref b;
            for (int jump = walk.Jumps; jump > 0; jump--, from = ref Unsafe.Add(ref from, walk.Jump))
            {
                ref float x = ref from, y = ref Unsafe.Add(ref from, 3 * walk.Row);
                for (int k = walk.Steps; k > 0; k--)
                {
                    TVector left = TSimd.Load(in z, 0), right = TSimd.Load(in z, N), factor = TSimd.All(x);
                    (a0, a1) = (TSimd.MultiplyAdd(factor, left, a0), TSimd.MultiplyAdd(factor, right, a1));
                    factor = TSimd.All(Unsafe.AddByteOffset(ref x, one));
                    (b0, b1) = (TSimd.MultiplyAdd(factor, left, b0), TSimd.MultiplyAdd(factor, right, b1));
                    factor = TSimd.All(Unsafe.AddByteOffset(ref x, two));
                    (c0, c1) = (TSimd.MultiplyAdd(factor, left, c0), TSimd.MultiplyAdd(factor, right, c1));
                    factor = TSimd.All(y);
                    (d0, d1) = (TSimd.MultiplyAdd(factor, left, d0), TSimd.MultiplyAdd(factor, right, d1));
                    factor = TSimd.All(Unsafe.AddByteOffset(ref y, one));
                    (e0, e1) = (TSimd.MultiplyAdd(factor, left, e0), TSimd.MultiplyAdd(factor, right, e1));
                    factor = TSimd.All(Unsafe.AddByteOffset(ref y, two));
                    (f0, f1) = (TSimd.MultiplyAdd(factor, left, f0), TSimd.MultiplyAdd(factor, right, f1));
                    x = ref Unsafe.AddByteOffset(ref x, step);
                    y = ref Unsafe.AddByteOffset(ref y, step);
                    z = ref Unsafe.AddByteOffset(ref z, next);
                }
            }

            Put(a0, a1, ref c, add);
            Put(b0, b1, ref Unsafe.Add(ref c, cRow), add);
            Put(c0, c1, ref Unsafe.Add(ref c, 2 * cRow), add);
            Put(d0, d1, ref Unsafe.Add(ref c, 3 * cRow), add);
            Put(e0, e1, ref Unsafe.Add(ref c, 4 * cRow), add);
            Put(f0, f1, ref Unsafe.Add(ref c, 5 * cRow), add);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Four(ref float a, Walk walk, ref float b, int bRow, ref float c, nuint cRow, bool add)
    {
        TVector a0 = TSimd.All(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        nuint one = (nuint)walk.Row, two = 2 * one, three = 3 * one, step = (nuint)walk.Step, next = (nuint)bRow;
        for (int jump = 0; jump < walk.Jumps; jump++)
        {
            ref float x = ref Unsafe.Add(ref a, jump * walk.Jump);
            for (int k = 0; k < walk.Steps; k++, x = ref Unsafe.Add(ref x, step), b = ref Unsafe.Add(ref b, next))
            {
                TVector left = TSimd.Load(in b, 0), right = TSimd.Load(in b, N), factor = TSimd.All(x);
                (a0, a1) = (TSimd.MultiplyAdd(factor, left, a0), TSimd.MultiplyAdd(factor, right, a1));
                factor = TSimd.All(Unsafe.Add(ref x, one));
                (b0, b1) = (TSimd.MultiplyAdd(factor, left, b0), TSimd.MultiplyAdd(factor, right, b1));
                factor = TSimd.All(Unsafe.Add(ref x, two));
                (c0, c1) = (TSimd.MultiplyAdd(factor, left, c0), TSimd.MultiplyAdd(factor, right, c1));
                factor = TSimd.All(Unsafe.Add(ref x, three));
                (d0, d1) = (TSimd.MultiplyAdd(factor, left, d0), TSimd.MultiplyAdd(factor, right, d1));
            }
        }

        Put(a0, a1, ref c, add);
        Put(b0, b1, ref Unsafe.Add(ref c, cRow), add);
        Put(c0, c1, ref Unsafe.Add(ref c, 2 * cRow), add);
        Put(d0, d1, ref Unsafe.Add(ref c, 3 * cRow), add);
    }

    private static void One(ref float a, Walk walk, ref float b, int bRow, ref float c, bool add)
    {
        TVector a0 = TSimd.All(0), a1 = a0;
        for (int jump = 0; jump < walk.Jumps; jump++)
        {
            ref float x = ref Unsafe.Add(ref a, jump * walk.Jump);
            for (int k = 0; k < walk.Steps; k++, x = ref Unsafe.Add(ref x, walk.Step), b = ref Unsafe.Add(ref b, bRow))
            {
                (a0, a1) = (TSimd.MultiplyAdd(TSimd.All(x), TSimd.Load(in b, 0), a0), TSimd.MultiplyAdd(TSimd.All(x), TSimd.Load(in b, N), a1));
            }
        }

        Put(a0, a1, ref c, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector left, TVector right, ref float c, bool add)
    {
        if (add) (left, right) = (TSimd.Add(TSimd.Load(in c, 0), left), TSimd.Add(TSimd.Load(in c, N), right));
        TSimd.Store(left, ref c, 0);
        TSimd.Store(right, ref c, N);
    }

    // exp x for x from −87 to 87; below that what is left is less than a float can tell from 0 beside 1. x = n ln 2 + r, |r| ≤ ln 2 / 2, ln 2 in two
    // parts; exp r = 1 + r + r² q(r), q the polynomial of degree 4 by which the greatest relative error is least, 3 · 10⁻⁹.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Exp(TVector x)
    {
        const float Shift = 12582912 + 127; // 1.5 · 2²³ and more: what is added to it is rounded to a whole number in its lowest bits
        x = TSimd.Max(TSimd.All(-87), x);
        var bits = TSimd.MultiplyAdd(x, TSimd.All(1.44269504f), TSimd.All(Shift));
        var n = TSimd.Add(bits, TSimd.All(-Shift));
        var r = TSimd.MultiplyAdd(n, TSimd.All(2.12194440e-4f), TSimd.MultiplyAdd(n, TSimd.All(-0.693359375f), x));
        var q = TSimd.MultiplyAdd(TSimd.All(1.38145988e-3f), r, TSimd.All(8.36871751e-3f));
        q = TSimd.MultiplyAdd(q, r, TSimd.All(4.16683890e-2f));
        q = TSimd.MultiplyAdd(q, r, TSimd.All(1.66665211e-1f));
        q = TSimd.MultiplyAdd(q, r, TSimd.All(4.99999940e-1f));
        q = TSimd.MultiplyAdd(TSimd.MultiplyAdd(q, r, TSimd.All(1)), r, TSimd.All(1));
        return TSimd.MultiplyAdd(q, TSimd.PowerOfTwo(bits), TSimd.All(0));
    }

    /// <summary>How a left factor lies in memory: row r, and of what is summed over, several stretches of steps.</summary>
    private readonly record struct Walk(int Row, int Step, int Steps, int Jumps, int Jump);
}
