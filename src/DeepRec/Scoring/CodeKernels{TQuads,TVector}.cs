using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>The kernels of one width: four queries by two registers of items, or one by two, stay while a chunk of a vector passes.</summary>
internal sealed class CodeKernels<TQuads, TVector> : CodeKernels
    where TQuads : struct, IQuads<TVector>
    where TVector : struct
{
    private const int Step = 4 * ItemPanels.Items; // from four codes of an item to its next four

    protected override void MarkAll(ReadOnlySpan<int> queries, int quads, ReadOnlySpan<byte> codes, ReadOnlySpan<int> thresholds, Span<byte> marks)
    {
        ref int query = ref MemoryMarshal.GetReference(queries), threshold = ref MemoryMarshal.GetReference(thresholds);
        ref byte code = ref MemoryMarshal.GetReference(codes), mark = ref MemoryMarshal.GetReference(marks);
        int length = LengthOf(quads), batch = queries.Length / length, panels = marks.Length / batch, registers = panels * ItemPanels.Items / TQuads.Count;
        for (int r = 0; r < registers; r += 2)
        {
            int next = Math.Min(r + 1, registers - 1), first = r * TQuads.Count / ItemPanels.Items, second = next * TQuads.Count / ItemPanels.Items; // behind the last register the last one is done once more
            ref byte left = ref Unsafe.Add(ref code, Start(r, quads)), right = ref Unsafe.Add(ref code, Start(next, quads));
            Ends ends = new(ref Unsafe.Add(ref threshold, first), ref Unsafe.Add(ref threshold, second), ref Unsafe.Add(ref mark, first * batch), ref Unsafe.Add(ref mark, second * batch), (nuint)panels);
            FourByTwo(ref query, (nuint)quads, (nuint)length, ref left, ref right, ends, (nuint)batch / 4);
            for (int b = batch / 4 * 4; b < batch; b++)
            {
                var (leftSum, rightSum) = OneByTwo(ref Unsafe.Add(ref query, b * length), (nuint)quads, ref left, ref right);
                Mark(leftSum, rightSum, ends, (nuint)b);
            }
        }
    }

    protected override void SumAll(ReadOnlySpan<int> query, int quads, ReadOnlySpan<byte> codes, Span<int> sums)
    {
        ref byte code = ref MemoryMarshal.GetReference(codes);
        ref int sum = ref MemoryMarshal.GetReference(sums);
        for (int r = 0, registers = sums.Length / TQuads.Count; r < registers; r += 2)
        {
            int next = Math.Min(r + 1, registers - 1);
            var (left, right) = OneByTwo(ref MemoryMarshal.GetReference(query), (nuint)quads, ref Unsafe.Add(ref code, Start(r, quads)), ref Unsafe.Add(ref code, Start(next, quads)));
            TQuads.Store(left, ref sum, (nuint)(r * TQuads.Count));
            TQuads.Store(right, ref sum, (nuint)(next * TQuads.Count));
        }
    }

    // Panels of both halves in turn: two streams of codes come faster than one, as one waits at each page's end.
    protected override void GreatestAll(ReadOnlySpan<int> query, int quads, ReadOnlySpan<byte> codes, Span<int> greatest)
    {
        ref byte code = ref MemoryMarshal.GetReference(codes);
        int panels = greatest.Length, half = (panels + 1) / 2;
        for (int panel = 0; panel < half; panel++)
        {
            int other = Math.Min(panel + half, panels - 1);
            (greatest[panel], greatest[other]) = GreatestOfTwo(ref MemoryMarshal.GetReference(query), (nuint)quads, ref Unsafe.Add(ref code, (nint)panel * quads * Step), ref Unsafe.Add(ref code, (nint)other * quads * Step));
        }
    }

    // Two registers of each panel at a time, or one where it holds all of the panel.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static (int Left, int Right) GreatestOfTwo(ref int query, nuint quads, ref byte left, ref byte right)
    {
        if (TQuads.Count == ItemPanels.Items)
        {
            var (x, y) = OneByTwo(ref query, quads, ref left, ref right);
            return (TQuads.Greatest(x), TQuads.Greatest(y));
        }

        TVector greatestLeft = TQuads.All(int.MinValue), greatestRight = greatestLeft;
        for (nuint first = 0; first < Step; first += (nuint)(8 * TQuads.Count))
        {
            TVector sum0 = TQuads.All(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
            nuint second = first + (nuint)(4 * TQuads.Count), place = 0;
            ref int number = ref query;
            for (nuint done = 0; done < quads; done += ChunkQuads)
            {
                TVector a = TQuads.All(number), b = a, c = a, e = a;
                nuint end = Math.Min(ChunkQuads, quads - done);
                for (nuint d = 1; d <= end; d++, place += Step)
                {
                    var quad = TQuads.All(Unsafe.Add(ref number, d));
                    a = TQuads.Add(a, TQuads.Multiply(TQuads.Load(in left, place + first), quad));
                    b = TQuads.Add(b, TQuads.Multiply(TQuads.Load(in left, place + second), quad));
                    c = TQuads.Add(c, TQuads.Multiply(TQuads.Load(in right, place + first), quad));
                    e = TQuads.Add(e, TQuads.Multiply(TQuads.Load(in right, place + second), quad));
                }

                (sum0, sum1, sum2, sum3) = (TQuads.Widen(sum0, a), TQuads.Widen(sum1, b), TQuads.Widen(sum2, c), TQuads.Widen(sum3, e));
                number = ref Unsafe.Add(ref number, ChunkQuads + 1);
            }

            greatestLeft = TQuads.Greater(greatestLeft, TQuads.Greater(sum0, sum1));
            greatestRight = TQuads.Greater(greatestRight, TQuads.Greater(sum2, sum3));
        }

        return (TQuads.Greatest(greatestLeft), TQuads.Greatest(greatestRight));
    }

    // All of a chunk's 16-bit sums stay in registers; those of 32 bits wait in memory where there is more than one.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FourByTwo(ref int query, nuint quads, nuint length, ref byte left, ref byte right, Ends ends, nuint groups)
    {
        for (nuint b = 0; b < 4 * groups; b += 4)
        {
            TVector sum0 = TQuads.All(0), sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0, sum6 = sum0, sum7 = sum0;
            ref byte x = ref left, y = ref right;
            for (nuint done = 0; done < quads; done += ChunkQuads)
            {
                ref int query1 = ref Unsafe.Add(ref query, length), query2 = ref Unsafe.Add(ref query1, length), query3 = ref Unsafe.Add(ref query2, length);
                TVector a0 = TQuads.All(query), a1 = a0, b0 = TQuads.All(query1), b1 = b0, c0 = TQuads.All(query2), c1 = c0, d0 = TQuads.All(query3), d1 = d0;
                nuint end = Math.Min(ChunkQuads, quads - done);
                for (nuint d = 1, at = 0; d <= end; d++, at += Step)
                {
                    TVector x0 = TQuads.Load(in x, at), x1 = TQuads.Load(in y, at), quad = TQuads.All(Unsafe.Add(ref query, d)), next = TQuads.All(Unsafe.Add(ref query1, d));
                    TVector p0 = TQuads.Multiply(x0, quad), p1 = TQuads.Multiply(x1, quad), p2 = TQuads.Multiply(x0, next), p3 = TQuads.Multiply(x1, next);
                    a0 = TQuads.Add(a0, p0);
                    a1 = TQuads.Add(a1, p1);
                    b0 = TQuads.Add(b0, p2);
                    b1 = TQuads.Add(b1, p3);
                    quad = TQuads.All(Unsafe.Add(ref query2, d));
                    next = TQuads.All(Unsafe.Add(ref query3, d));
                    p0 = TQuads.Multiply(x0, quad);
                    p1 = TQuads.Multiply(x1, quad);
                    p2 = TQuads.Multiply(x0, next);
                    p3 = TQuads.Multiply(x1, next);
                    c0 = TQuads.Add(c0, p0);
                    c1 = TQuads.Add(c1, p1);
                    d0 = TQuads.Add(d0, p2);
                    d1 = TQuads.Add(d1, p3);
                }

                (sum0, sum1, sum2, sum3) = (TQuads.Widen(sum0, a0), TQuads.Widen(sum1, a1), TQuads.Widen(sum2, b0), TQuads.Widen(sum3, b1));
                (sum4, sum5, sum6, sum7) = (TQuads.Widen(sum4, c0), TQuads.Widen(sum5, c1), TQuads.Widen(sum6, d0), TQuads.Widen(sum7, d1));
                x = ref Unsafe.Add(ref x, end * Step);
                y = ref Unsafe.Add(ref y, end * Step);
                query = ref Unsafe.Add(ref query, end + 1);
            }

            query = ref Unsafe.Add(ref query, 3 * length);
            Mark(sum0, sum1, ends, b);
            Mark(sum2, sum3, ends, b + 1);
            Mark(sum4, sum5, ends, b + 2);
            Mark(sum6, sum7, ends, b + 3);
        }
    }

    private static (TVector Left, TVector Right) OneByTwo(ref int query, nuint quads, ref byte left, ref byte right)
    {
        TVector leftSum = TQuads.All(0), rightSum = leftSum;
        for (nuint done = 0, at = 0; done < quads; done += ChunkQuads)
        {
            TVector x = TQuads.All(query), y = x;
            nuint end = Math.Min(ChunkQuads, quads - done);
            for (nuint d = 1; d <= end; d++, at += Step)
            {
                var quad = TQuads.All(Unsafe.Add(ref query, d));
                (x, y) = (TQuads.Add(x, TQuads.Multiply(TQuads.Load(in left, at), quad)), TQuads.Add(y, TQuads.Multiply(TQuads.Load(in right, at), quad)));
            }

            (leftSum, rightSum) = (TQuads.Widen(leftSum, x), TQuads.Widen(rightSum, y));
            query = ref Unsafe.Add(ref query, ChunkQuads + 1);
        }

        return (leftSum, rightSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mark(TVector left, TVector right, Ends ends, nuint b)
    {
        if (TQuads.IsAnyAbove(left, Unsafe.Add(ref ends.Left, b * ends.Panels))) Unsafe.Add(ref ends.LeftMark, b) = 1;
        if (TQuads.IsAnyAbove(right, Unsafe.Add(ref ends.Right, b * ends.Panels))) Unsafe.Add(ref ends.RightMark, b) = 1;
    }

    // Where the codes of a register's items begin.
    private static nuint Start(int register, int quads)
    {
        int item = register * TQuads.Count;
        return (nuint)(item / ItemPanels.Items * quads * Step + item % ItemPanels.Items * 4);
    }

    // Where the thresholds and marks of two registers begin, and from a query's threshold to the next one's.
    private readonly ref struct Ends(ref int left, ref int right, ref byte leftMark, ref byte rightMark, nuint panels)
    {
        public readonly ref int Left = ref left;
        public readonly ref int Right = ref right;
        public readonly ref byte LeftMark = ref leftMark;
        public readonly ref byte RightMark = ref rightMark;
        public readonly nuint Panels = panels;
    }
}
