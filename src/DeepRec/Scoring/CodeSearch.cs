using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// The search of <see cref="PanelSearch"/> with a first pass over 8-bit codes: only panels of which an item may beat the worst of the K so far are scored.
/// It finds the same.
/// </summary>
/// <param name="items">The catalogue.</param>
/// <param name="codes">Its codes.</param>
/// <param name="kernels">How products are made.</param>
/// <param name="sums">How sums of codes are made; <see langword="null"/>: by the machine's widest registers.</param>
internal sealed class CodeSearch(ItemPanels items, CodePanels codes, PanelKernels kernels, CodeKernels? sums = null)
{
    private const int BlockBytes = 1 << 15;

    private readonly CodeKernels _sums = sums ?? CodeKernels.Best;
    private readonly int _panelsTogether = Math.Max(1, BlockBytes / (codes.Pairs * 2 * ItemPanels.Items));

    /// <summary>Offers the items of some panels to the heaps of a few queries.</summary>
    /// <param name="task">What is searched for.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="end">Behind the last one.</param>
    /// <param name="heaps">Shape [B × K].</param>
    /// <param name="counts">Shape [B]: how many each heap holds.</param>
    /// <returns>Whether all queries can be asked so; if not, nothing was done.</returns>
    public bool Scan(SearchTask task, int firstPanel, int end, Span<(float Score, int Place)> heaps, Span<int> counts)
    {
        int batch = counts.Length;
        Span<CodedQuery> coded = stackalloc CodedQuery[batch];
        int[] pairs = ArrayPool<int>.Shared.Rent(batch * codes.Pairs), room = ArrayPool<int>.Shared.Rent(_panelsTogether * ItemPanels.Items);
        bool all = true;
        for (int query = 0; query < batch; query++)
        {
            coded[query] = CodedQuery.Of(task.Queries.AsSpan(query * items.Width, items.Width), codes.QueryLimit, pairs.AsSpan(query * codes.Pairs, codes.Pairs));
            all &= coded[query].Step > 0;
        }

        for (int first = firstPanel; first < end && all; first += _panelsTogether)
        {
            int panels = Math.Min(_panelsTogether, end - first);
            var block = room.AsSpan(0, panels * ItemPanels.Items);
            for (int query = 0; query < batch; query++)
            {
                _sums.Sum(pairs.AsSpan(query * codes.Pairs, codes.Pairs), codes.Codes(first, panels), block);
                var top = new TopK(heaps.Slice(query * task.Count, task.Count), counts[query]);
                Offer(task, query, first, block, coded[query], ref top);
                counts[query] = top.Count;
            }
        }

        ArrayPool<int>.Shared.Return(pairs);
        ArrayPool<int>.Shared.Return(room);
        return all;
    }

    private void Offer(SearchTask task, int query, int firstPanel, ReadOnlySpan<int> block, CodedQuery coded, ref TopK top)
    {
        Span<float> scores = stackalloc float[ItemPanels.Items];
        ReadOnlySpan<float> scales = codes.Scales(firstPanel, block.Length / ItemPanels.Items), margins = codes.Margins(firstPanel, block.Length / ItemPanels.Items);
        for (int i = 0; i < block.Length; i += ItemPanels.Items)
        {
            if (AreBelow(block.Slice(i, ItemPanels.Items), scales.Slice(i, ItemPanels.Items), margins.Slice(i, ItemPanels.Items), coded, top.Bar)) continue;
            int panel = firstPanel + i / ItemPanels.Items, start = panel * ItemPanels.Items;
            kernels.Score(task.Queries.AsSpan(query * items.Width, items.Width), items.Width, items.Range(panel, 1), scores, ItemPanels.Items);
            for (int item = 0; item < Math.Min(ItemPanels.Items, items.Count - start); item++) task.Offer(query, start + item, scores[item], ref top);
        }
    }

    // The least number makes up for what is lost where products are too small for float32.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreBelow(ReadOnlySpan<int> sums, ReadOnlySpan<float> scales, ReadOnlySpan<float> margins, CodedQuery query, float bar)
    {
        var products = Vector512.ConvertToSingle(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(sums))) * query.Step;
        var bounds = products * Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(scales)) + Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(margins)) * query.Length;
        return Vector512.LessThanAll(bounds, Vector512.Create(bar - 1e-30f));
    }
}
