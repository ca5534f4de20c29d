using System.Buffers;

namespace DeepRec;

/// <summary>
/// The search of <see cref="PanelSearch"/> with a first pass over 8-bit codes: only panels of which an item may beat the worst of the K so far are scored.
/// It finds the same.
/// </summary>
/// <param name="items">The catalogue.</param>
/// <param name="codes">Its codes.</param>
/// <param name="products">How products are made.</param>
/// <param name="kernels">How codes are summed; <see langword="null"/>: by the machine's widest registers.</param>
internal sealed class CodeSearch(ItemPanels items, CodePanels codes, PanelKernels products, CodeKernels? kernels = null)
{
    // A block's codes for one query, and for each of several: what a heap's worst is does not change within a block.
    private const int MostBytes = 1 << 16, LeastBytes = 1 << 13;

    private readonly CodeKernels _kernels = kernels ?? CodeKernels.Best;

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
        int batch = counts.Length, quads = codes.Quads, together = Math.Max(1, Math.Max(LeastBytes, MostBytes / batch) / (quads * 4 * ItemPanels.Items));
        Span<CodedQuery> coded = stackalloc CodedQuery[batch];
        int[] packed = ArrayPool<int>.Shared.Rent(batch * quads), thresholds = ArrayPool<int>.Shared.Rent(batch * together);
        byte[] marks = ArrayPool<byte>.Shared.Rent(batch * together);
        bool all = true;
        for (int b = 0; b < batch; b++)
        {
            coded[b] = CodedQuery.Of(task.Queries.AsSpan((firstQuery + b) * items.Width, items.Width), packed.AsSpan(b * quads, quads));
            all &= coded[b].Fineness > 0;
        }

        for (int first = firstPanel; first < end && all; first += together)
        {
            int panels = Math.Min(together, end - first);
            for (int b = 0; b < batch; b++) codes.Thresholds(first, coded[b], new TopK(heaps.Slice(b * task.Count, task.Count), counts[b]).Bar, thresholds.AsSpan(b * panels, panels));
            _kernels.Mark(packed.AsSpan(0, batch * quads), quads, codes.Codes(first, panels), thresholds.AsSpan(0, batch * panels), marks.AsSpan(0, batch * panels));
            for (int b = 0; b < batch; b++)
            {
                var marked = marks.AsSpan(b * panels, panels);
                if (!marked.Contains((byte)1)) continue;
                var top = new TopK(heaps.Slice(b * task.Count, task.Count), counts[b]);
                Offer(task, firstQuery + b, first, marked, ref top);
                counts[b] = top.Count;
            }
        }

        ArrayPool<int>.Shared.Return(packed);
        ArrayPool<int>.Shared.Return(thresholds);
        ArrayPool<byte>.Shared.Return(marks);
        return all;
    }

    private void Offer(SearchTask task, int query, int firstPanel, ReadOnlySpan<byte> marks, ref TopK top)
    {
        Span<float> scores = stackalloc float[ItemPanels.Items];
        for (int at = 0; at < marks.Length; at++)
        {
            if (marks[at] == 0) continue;
            int start = (firstPanel + at) * ItemPanels.Items;
            products.Score(task.Queries.AsSpan(query * items.Width, items.Width), items.Width, items.Range(firstPanel + at, 1), scores, ItemPanels.Items);
            for (int item = 0; item < Math.Min(ItemPanels.Items, items.Count - start); item++) task.Offer(query, start + item, scores[item], ref top);
        }
    }
}
