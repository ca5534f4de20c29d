using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// The search of <see cref="PanelSearch"/> with a first pass over 8-bit codes, which tell between which numbers a score lies. Items that may beat the K-th
/// greatest of what scores are at least are kept, and at the end those are scored that may still be among the best: few vectors are read. It finds the same.
/// </summary>
/// <param name="items">The catalogue.</param>
/// <param name="codes">Its codes.</param>
/// <param name="products">How products are made.</param>
/// <param name="kernels">How codes are summed; <see langword="null"/>: by the machine's widest registers.</param>
internal sealed class CodeSearch(ItemPanels items, CodePanels codes, PanelKernels products, CodeKernels? kernels = null)
{
    // A block's codes for one query, and for each of several: what a query's bar is does not change within a block.
    private const int MostBytes = 1 << 16, LeastBytes = 1 << 14;

    // Vectors and queries whose products stay within numbers of 32 bits, so that sums on the way do too.
    private const double GreatestScore = 1e37;

    private readonly CodeKernels _kernels = kernels ?? CodeKernels.Best;
    private readonly PanelBounds _bounds = new(items, codes, products, kernels ?? CodeKernels.Best);

    /// <summary>Offers the items of some panels to the heaps of some queries, which pass over a block of the catalogue together.</summary>
    /// <param name="task">What is searched for.</param>
    /// <param name="firstQuery">The first of the queries.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="end">Behind the last one.</param>
    /// <param name="heaps">Those of the queries. Shape [B × K].</param>
    /// <param name="counts">Shape [B]: how many each heap holds.</param>
    /// <returns>Whether all queries can be asked so; if not, nothing was done.</returns>
    public bool Scan(SearchTask task, int firstQuery, int firstPanel, int end, Span<(float Score, int Place)> heaps, Span<int> counts)
    {
        if (counts.Length == 1) return ScanOne(task, firstQuery, firstPanel, end, heaps, ref counts[0]);
        int batch = counts.Length, quads = codes.Quads, length = codes.QueryLength, together = Math.Max(1, Math.Max(LeastBytes, MostBytes / batch) / (quads * 4 * ItemPanels.Items));
        Span<CodedQuery> coded = stackalloc CodedQuery[batch], rests = stackalloc CodedQuery[batch];
        float[] left = ArrayPool<float>.Shared.Rent(items.Width);
        int[] packed = ArrayPool<int>.Shared.Rent(batch * length), packedRests = ArrayPool<int>.Shared.Rent(batch * length), thresholds = ArrayPool<int>.Shared.Rent(batch * together);
        byte[] marks = ArrayPool<byte>.Shared.Rent(batch * together);
        bool all = true;
        for (int b = 0; b < batch; b++)
        {
            ReadOnlySpan<float> query = task.Queries.AsSpan((firstQuery + b) * items.Width, items.Width);
            coded[b] = CodedQuery.Of(query, packed.AsSpan(b * length, length));
            coded[b].Rest(query, packed.AsSpan(b * length, length), left);
            rests[b] = CodedQuery.Of(left.AsSpan(0, items.Width), packedRests.AsSpan(b * length, length));
            all &= CanBeAsked(coded[b]);
        }

        if (all)
        {
            using var kept = new CodeCandidates(task, firstQuery, items, products, heaps, counts);
            Span<int> sums = stackalloc int[ItemPanels.Items], sumsOfRest = stackalloc int[ItemPanels.Items];
            for (int first = firstPanel; first < end; first += together)
            {
                int panels = Math.Min(together, end - first);
                for (int b = 0; b < batch; b++) codes.Thresholds(first, coded[b], kept.Bar(b), thresholds.AsSpan(b * panels, panels));
                _kernels.Mark(packed.AsSpan(0, batch * length), quads, codes.Codes(first, panels), thresholds.AsSpan(0, batch * panels), marks.AsSpan(0, batch * panels));
                var rest = marks.AsSpan(0, batch * panels);
                for (int next; (next = rest.IndexOf((byte)1)) >= 0; rest = rest[(next + 1)..])
                {
                    int at = batch * panels - rest.Length + next, b = at % batch, panel = at / batch, item = (first + panel) * ItemPanels.Items;
                    _kernels.Sum(packed.AsSpan(b * length, length), quads, codes.Codes(first + panel, 1), sums);
                    _kernels.Sum(packedRests.AsSpan(b * length, length), quads, codes.Codes(first + panel, 1), sumsOfRest);
                    for (uint above = Above(sums, thresholds[b * panels + panel]) & (uint.MaxValue >> (32 - Math.Min(ItemPanels.Items, items.Count - item))); above != 0; above &= above - 1)
                    {
                        int i = BitOperations.TrailingZeroCount(above);
                        if (!task.IsWanted(firstQuery + b, item + i)) continue;
                        var (least, most) = codes.Bounds(first + panel, coded[b], sums[i], rests[b], sumsOfRest[i]);
                        if (most >= kept.Bar(b)) kept.Add(b, new CodeCandidate(least, most, item + i));
                    }
                }
            }

            for (int b = 0; b < batch; b++) kept.Settle(b);
        }

        ArrayPool<float>.Shared.Return(left);
        ArrayPool<int>.Shared.Return(packed);
        ArrayPool<int>.Shared.Return(packedRests);
        ArrayPool<int>.Shared.Return(thresholds);
        ArrayPool<byte>.Shared.Return(marks);
        return all;
    }

    private bool ScanOne(SearchTask task, int queryAt, int firstPanel, int end, Span<(float Score, int Place)> heap, ref int count)
    {
        int length = codes.QueryLength;
        ReadOnlySpan<float> query = task.Queries.AsSpan(queryAt * items.Width, items.Width);
        int[] packed = ArrayPool<int>.Shared.Rent(2 * length);
        Span<int> numbers = packed.AsSpan(0, length), numbersOfRest = packed.AsSpan(length, length);
        var coded = CodedQuery.Of(query, numbers);
        bool can = CanBeAsked(coded);
        if (can)
        {
            float[] left = ArrayPool<float>.Shared.Rent(items.Width);
            coded.Rest(query, numbers, left);
            var parts = new CodedQueryParts(coded, numbers, CodedQuery.Of(left.AsSpan(0, items.Width), numbersOfRest), numbersOfRest);
            ArrayPool<float>.Shared.Return(left);
            var scores = new TopK(heap, count);
            for (int first = firstPanel; first < end; first += PanelBounds.MostPanels) _bounds.Scan(task, queryAt, parts, first, Math.Min(first + PanelBounds.MostPanels, end), ref scores);
            count = scores.Count;
        }

        ArrayPool<int>.Shared.Return(packed);
        return can;
    }

    // A bit for each sum that is above a number.
    private static uint Above(ReadOnlySpan<int> sums, int threshold)
    {
        var bar = Vector256.Create(threshold);
        return Vector256.GreaterThan(Vector256.Create(sums), bar).ExtractMostSignificantBits() | Vector256.GreaterThan(Vector256.Create(sums[8..]), bar).ExtractMostSignificantBits() << 8;
    }

    private bool CanBeAsked(CodedQuery coded) => coded.Fineness > 0 && coded.Steps / coded.Fineness * codes.Longest < GreatestScore;
}
