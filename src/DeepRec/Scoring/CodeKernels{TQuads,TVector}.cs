using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>The kernels of one width: four queries by two registers of items, or one by two, stay while all of a vector passes.</summary>
internal sealed class CodeKernels<TQuads, TVector> : CodeKernels
    where TQuads : struct, IQuads<TVector>
    where TVector : struct
{
    private const int Step = 4 * ItemPanels.Items; // from four codes of an item to its next four

    protected override void MarkAll(ReadOnlySpan<int> queries, int quads, ReadOnlySpan<byte> codes, ReadOnlySpan<int> thresholds, Span<byte> marks)
    {
        ref int query = ref MemoryMarshal.GetReference(queries), threshold = ref MemoryMarshal.GetReference(thresholds);
        ref byte code = ref MemoryMarshal.GetReference(codes), mark = ref MemoryMarshal.GetReference(marks);
        int batch = queries.Length / quads, panels = marks.Length / batch, registers = panels * ItemPanels.Items / TQuads.Count;
        for (int r = 0; r < registers; r += 2)
        {
            int b = 0, next = Math.Min(r + 1, registers - 1); // behind the last register the last one is done once more
            ref byte left = ref Unsafe.Add(ref code, Start(r, quads)), right = ref Unsafe.Add(ref code, Start(next, quads));
            int first = r * TQuads.Count / ItemPanels.Items, second = next * TQuads.Count / ItemPanels.Items;
            for (; b + 4 <= batch; b += 4)
            {
                FourByTwo(ref Unsafe.Add(ref query, b * quads), (nuint)quads, ref left, ref right, ref Unsafe.Add(ref threshold, b * panels), ref Unsafe.Add(ref mark, b * panels), (nuint)panels, (nuint)first, (nuint)second);
            }

            for (; b < batch; b++) OneByTwo(ref Unsafe.Add(ref query, b * quads), (nuint)quads, ref left, ref right, ref Unsafe.Add(ref threshold, b * panels), ref Unsafe.Add(ref mark, b * panels), (nuint)first, (nuint)second);
        }
    }

    private static void FourByTwo(ref int query, nuint quads, ref byte left, ref byte right, ref int threshold, ref byte mark, nuint stride, nuint first, nuint second)
    {
        ref int query1 = ref Unsafe.Add(ref query, quads), query2 = ref Unsafe.Add(ref query1, quads), query3 = ref Unsafe.Add(ref query2, quads);
        TVector a0 = TQuads.All(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        for (nuint d = 0, at = 0; d < quads; d += 2, at += 2 * Step)
        {
            TVector x0 = TQuads.Load(in left, at), x1 = TQuads.Load(in right, at), y0 = TQuads.Load(in left, at + Step), y1 = TQuads.Load(in right, at + Step);
            TVector quad = TQuads.All(Unsafe.Add(ref query, d)), next = TQuads.All(Unsafe.Add(ref query, d + 1));
            (a0, a1) = (TQuads.Add(a0, x0, quad, y0, next), TQuads.Add(a1, x1, quad, y1, next));
            (quad, next) = (TQuads.All(Unsafe.Add(ref query1, d)), TQuads.All(Unsafe.Add(ref query1, d + 1)));
            (b0, b1) = (TQuads.Add(b0, x0, quad, y0, next), TQuads.Add(b1, x1, quad, y1, next));
            (quad, next) = (TQuads.All(Unsafe.Add(ref query2, d)), TQuads.All(Unsafe.Add(ref query2, d + 1)));
            (c0, c1) = (TQuads.Add(c0, x0, quad, y0, next), TQuads.Add(c1, x1, quad, y1, next));
            (quad, next) = (TQuads.All(Unsafe.Add(ref query3, d)), TQuads.All(Unsafe.Add(ref query3, d + 1)));
            (d0, d1) = (TQuads.Add(d0, x0, quad, y0, next), TQuads.Add(d1, x1, quad, y1, next));
        }

        Mark(a0, a1, ref threshold, ref mark, first, second);
        Mark(b0, b1, ref threshold, ref mark, first + stride, second + stride);
        Mark(c0, c1, ref threshold, ref mark, first + (2 * stride), second + (2 * stride));
        Mark(d0, d1, ref threshold, ref mark, first + (3 * stride), second + (3 * stride));
    }

    private static void OneByTwo(ref int query, nuint quads, ref byte left, ref byte right, ref int threshold, ref byte mark, nuint first, nuint second)
    {
        TVector a = TQuads.All(0), b = a;
        for (nuint d = 0, at = 0; d < quads; d += 2, at += 2 * Step)
        {
            TVector quad = TQuads.All(Unsafe.Add(ref query, d)), next = TQuads.All(Unsafe.Add(ref query, d + 1));
            a = TQuads.Add(a, TQuads.Load(in left, at), quad, TQuads.Load(in left, at + Step), next);
            b = TQuads.Add(b, TQuads.Load(in right, at), quad, TQuads.Load(in right, at + Step), next);
        }

        Mark(a, b, ref threshold, ref mark, first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mark(TVector left, TVector right, ref int threshold, ref byte mark, nuint first, nuint second)
    {
        if (TQuads.IsAnyAbove(left, Unsafe.Add(ref threshold, first))) Unsafe.Add(ref mark, first) = 1;
        if (TQuads.IsAnyAbove(right, Unsafe.Add(ref threshold, second))) Unsafe.Add(ref mark, second) = 1;
    }

    // Where the codes of a register's items begin.
    private static nuint Start(int register, int quads)
    {
        int item = register * TQuads.Count;
        return (nuint)(item / ItemPanels.Items * quads * Step + item % ItemPanels.Items * 4);
    }
}
