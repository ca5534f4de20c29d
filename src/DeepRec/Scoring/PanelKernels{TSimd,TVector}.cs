using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>The kernels of one width: four queries by two registers of items, or one query by four, stay in registers while all of a vector passes.</summary>
internal sealed class PanelKernels<TSimd, TVector> : PanelKernels
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    protected override void ScoreAll(ReadOnlySpan<float> queries, int width, ReadOnlySpan<float> panels, Span<float> scores, int stride)
    {
        int registers = panels.Length / width / TSimd.Count, batch = queries.Length / width, tiled = batch / 4 * 4;
        ref float query = ref MemoryMarshal.GetReference(queries), items = ref MemoryMarshal.GetReference(panels), score = ref MemoryMarshal.GetReference(scores);
        for (int r = 0; r < registers && tiled > 0; r += 2)
        {
            for (int b = 0; b < tiled; b += 4) FourByTwo(ref Unsafe.Add(ref query, b * width), (nuint)width, ref items, r, registers - 1, ref Unsafe.Add(ref score, b * stride), (nuint)stride);
        }

        for (int b = tiled; b < batch; b++)
        {
            for (int r = 0; r < registers; r += 4) OneByFour(ref Unsafe.Add(ref query, b * width), (nuint)width, ref items, r, registers - 1, ref Unsafe.Add(ref score, b * stride));
        }
    }

    // Behind the last register the last one is done once more.
    private static void FourByTwo(ref float query, nuint width, ref float items, int register, int last, ref float scores, nuint stride)
    {
        int next = Math.Min(register + 1, last);
        nuint left = Start(register, width), right = Start(next, width);
        ref float query1 = ref Unsafe.Add(ref query, width), query2 = ref Unsafe.Add(ref query1, width), query3 = ref Unsafe.Add(ref query2, width);
        TVector a0 = TSimd.All(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        for (nuint d = 0; d < width; d++, left += ItemPanels.Items, right += ItemPanels.Items)
        {
            TVector x0 = TSimd.Load(in items, left), x1 = TSimd.Load(in items, right);
            var factor = TSimd.All(Unsafe.Add(ref query, d));
            (a0, a1) = (TSimd.MultiplyAdd(factor, x0, a0), TSimd.MultiplyAdd(factor, x1, a1));
            factor = TSimd.All(Unsafe.Add(ref query1, d));
            (b0, b1) = (TSimd.MultiplyAdd(factor, x0, b0), TSimd.MultiplyAdd(factor, x1, b1));
            factor = TSimd.All(Unsafe.Add(ref query2, d));
            (c0, c1) = (TSimd.MultiplyAdd(factor, x0, c0), TSimd.MultiplyAdd(factor, x1, c1));
            factor = TSimd.All(Unsafe.Add(ref query3, d));
            (d0, d1) = (TSimd.MultiplyAdd(factor, x0, d0), TSimd.MultiplyAdd(factor, x1, d1));
        }

        nuint first = (nuint)(register * TSimd.Count), second = (nuint)(next * TSimd.Count);
        Put(a0, a1, ref scores, first, second);
        Put(b0, b1, ref scores, first + stride, second + stride);
        Put(c0, c1, ref scores, first + (2 * stride), second + (2 * stride));
        Put(d0, d1, ref scores, first + (3 * stride), second + (3 * stride));
    }

    protected override void ScoreBoth(ReadOnlySpan<float> query, ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> scores)
    {
        ref float factors = ref MemoryMarshal.GetReference(query), x = ref MemoryMarshal.GetReference(left), y = ref MemoryMarshal.GetReference(right), score = ref MemoryMarshal.GetReference(scores);
        for (int first = 0; first < ItemPanels.Items; first += 2 * TSimd.Count)
        {
            int second = Math.Min(first + TSimd.Count, ItemPanels.Items - TSimd.Count);
            OneByFour(ref factors, (nuint)query.Length, ref Unsafe.Add(ref x, first), ref Unsafe.Add(ref x, second), ref Unsafe.Add(ref y, first), ref Unsafe.Add(ref y, second), out var a, out var b, out var c, out var e);
            Put(a, b, ref score, (nuint)first, (nuint)second);
            Put(c, e, ref score, (nuint)(ItemPanels.Items + first), (nuint)(ItemPanels.Items + second));
        }
    }

    private static void OneByFour(ref float query, nuint width, ref float items, int register, int last, ref float scores)
    {
        int r1 = Math.Min(register + 1, last), r2 = Math.Min(register + 2, last), r3 = Math.Min(register + 3, last);
        OneByFour(
            ref query, width, ref Unsafe.Add(ref items, Start(register, width)), ref Unsafe.Add(ref items, Start(r1, width)), ref Unsafe.Add(ref items, Start(r2, width)), ref Unsafe.Add(ref items, Start(r3, width)),
            out var a, out var b, out var c, out var e);
        Put(a, b, ref scores, (nuint)(register * TSimd.Count), (nuint)(r1 * TSimd.Count));
        Put(c, e, ref scores, (nuint)(r2 * TSimd.Count), (nuint)(r3 * TSimd.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneByFour(ref float query, nuint width, ref float x0, ref float x1, ref float x2, ref float x3, out TVector first, out TVector second, out TVector third, out TVector fourth)
    {
        TVector a = TSimd.All(0), b = a, c = a, e = a;
        for (nuint d = 0, at = 0; d < width; d++, at += ItemPanels.Items)
        {
            var factor = TSimd.All(Unsafe.Add(ref query, d));
            a = TSimd.MultiplyAdd(factor, TSimd.Load(in x0, at), a);
            b = TSimd.MultiplyAdd(factor, TSimd.Load(in x1, at), b);
            c = TSimd.MultiplyAdd(factor, TSimd.Load(in x2, at), c);
            e = TSimd.MultiplyAdd(factor, TSimd.Load(in x3, at), e);
        }

        (first, second, third, fourth) = (a, b, c, e);
    }

    // Where the items of a register begin, counted from the first panel.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Start(int register, nuint width)
    {
        nuint item = (nuint)(register * TSimd.Count);
        return (item / ItemPanels.Items * ItemPanels.Items * width) + (item % ItemPanels.Items);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector first, TVector second, ref float scores, nuint left, nuint right)
    {
        TSimd.Store(first, ref scores, left);
        TSimd.Store(second, ref scores, right);
    }
}
