using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// Finds the items of the greatest inner products without writing all scores down: block by block of the catalogue, each scored for all queries while it
/// lies in cache, and only what beats the worst of a query's K so far goes on to its heap. Scores that are no finite numbers count as
/// <see cref="FiniteScores"/> has it.
/// </summary>
/// <param name="items">The catalogue.</param>
/// <param name="kernels">How products are made; <see langword="null"/>: by the machine's widest registers.</param>
/// <param name="codes">A first pass; <see langword="null"/>: none. What is found is the same.</param>
/// <remarks>Safe from many threads at once. A search on one thread allocates nothing once the pool of arrays is warm.</remarks>
internal sealed class PanelSearch(ItemPanels items, PanelKernels? kernels = null, CodeSearch? codes = null)
{
    private const int BlockFloats = 1 << 14, QueriesTogether = 64, PartScoredFirst = 32;

    // A thread is worth its start from about so many numbers on.
    private const int NumbersOfThread = 1 << 16;

    private readonly PanelKernels _kernels = kernels ?? PanelKernels.Best;
    private readonly int _panelsTogether = Math.Max(2, BlockFloats / (items.Width * ItemPanels.Items));

    /// <summary>Scores all items for each query.</summary>
    /// <param name="queries">Shape [B × width].</param>
    /// <param name="scores">Shape [B × items]; filled.</param>
    public void Score(ReadOnlySpan<float> queries, Span<float> scores)
    {
        int width = items.Width, batch = queries.Length / width, count = items.Count;
        if (scores.Length != batch * count) throw new ArgumentException($"{scores.Length} places are not {batch} queries × {count} items.", nameof(scores));
        int full = count / ItemPanels.Items;
        for (int first = 0; first < full; first += _panelsTogether)
        {
            _kernels.Score(queries, width, items.Range(first, Math.Min(_panelsTogether, full - first)), scores[(first * ItemPanels.Items)..], count);
        }

        if (full < items.Panels)
        {
            Span<float> last = stackalloc float[ItemPanels.Items];
            for (int b = 0; b < batch; b++)
            {
                _kernels.Score(queries.Slice(b * width, width), width, items.Range(full, 1), last, ItemPanels.Items);
                last[..(count - full * ItemPanels.Items)].CopyTo(scores[(b * count + full * ItemPanels.Items)..]);
            }
        }
    }

    /// <summary>Searches.</summary>
    /// <param name="task">What for.</param>
    /// <param name="found">Shape [B × K]; each query's are filled from its start, best first: scores, and the places of the items.</param>
    /// <param name="counts">Shape [B]; filled with how many were found: fewer than K where no more items are wanted.</param>
    public void Best(SearchTask task, Span<(float Score, int Place)> found, Span<int> counts)
    {
        int batch = task.Queries.Length / items.Width;
        if (task.Queries.Length != batch * items.Width) throw new ArgumentException($"{task.Queries.Length} numbers are no queries of {items.Width}.", nameof(task));
        if (found.Length != batch * task.Count || counts.Length != batch) throw new ArgumentException($"{found.Length} places are not {batch} queries × {task.Count}.", nameof(found));
        counts.Clear();
        int parts = (int)Math.Clamp((long)items.Panels * ItemPanels.Items * task.Queries.Length / NumbersOfThread, 1, Math.Min(task.Threads, Math.Max(1, items.Panels)));
        if (parts == 1) Scan(task, 0, items.Panels, found, counts);
        else ScanTogether(task, parts, found, counts);
        for (int b = 0; b < batch; b++) new TopK(found.Slice(b * task.Count, task.Count), counts[b]).Sorted();
    }

    // Each thread searches a part of the catalogue; the best of the parts' best are the best, whichever thread was first.
    private void ScanTogether(SearchTask task, int parts, Span<(float Score, int Place)> found, Span<int> counts)
    {
        int k = task.Count, batch = counts.Length, each = batch * k;
        var (heaps, kept) = (new (float Score, int Place)[parts * each], new int[parts * batch]);
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part => Scan(
            task, (int)((long)items.Panels * part / parts), (int)((long)items.Panels * (part + 1) / parts), heaps.AsSpan(part * each, each), kept.AsSpan(part * batch, batch)));
        for (int query = 0; query < batch; query++)
        {
            var top = new TopK(found.Slice(query * k, k));
            for (int part = 0; part < parts; part++)
            {
                foreach (var (score, place) in heaps.AsSpan(part * each + query * k, kept[part * batch + query])) top.Offer(score, place);
            }

            counts[query] = top.Count;
        }
    }

    // By codes, so many queries at a time as go over a block together, where those can be asked so. A first part is scored for all of them at once, after
    // which few panels of the rest beat a heap's worst: each that does is read for one query.
    private void Scan(SearchTask task, int firstPanel, int end, Span<(float Score, int Place)> heaps, Span<int> counts)
    {
        if (codes is null)
        {
            ScanExactly(task, 0, firstPanel, end, heaps, counts);
            return;
        }

        for (int b = 0; b < counts.Length; b += QueriesTogether)
        {
            var asked = counts[b..Math.Min(b + QueriesTogether, counts.Length)];
            var room = heaps.Slice(b * task.Count, asked.Length * task.Count);
            int lead = asked.Length == 1 ? firstPanel : firstPanel + (end - firstPanel) / PartScoredFirst; // one query is asked best panel first
            if (lead > firstPanel) ScanExactly(task, b, firstPanel, lead, room, asked);
            if (!codes.Scan(task, b, lead, end, room, asked)) ScanExactly(task, b, lead, end, room, asked);
        }
    }

    private void ScanExactly(SearchTask task, int firstQuery, int firstPanel, int end, Span<(float Score, int Place)> heaps, Span<int> counts)
    {
        int width = items.Width, together = Math.Min(QueriesTogether, counts.Length), stride = _panelsTogether * ItemPanels.Items;
        float[] scores = ArrayPool<float>.Shared.Rent(together * stride);
        for (int first = firstPanel; first < end; first += _panelsTogether)
        {
            int panels = Math.Min(_panelsTogether, end - first), start = first * ItemPanels.Items, wanted = Math.Min(panels * ItemPanels.Items, items.Count - start);
            var block = items.Range(first, panels);
            for (int b = 0; b < counts.Length; b += QueriesTogether)
            {
                int asked = Math.Min(QueriesTogether, counts.Length - b);
                _kernels.Score(task.Queries.AsSpan((firstQuery + b) * width, asked * width), width, block, scores, stride);
                for (int query = b; query < b + asked; query++)
                {
                    var top = new TopK(heaps.Slice(query * task.Count, task.Count), counts[query]);
                    Offer(task, firstQuery + query, scores.AsSpan((query - b) * stride, panels * ItemPanels.Items), start, wanted, ref top);
                    counts[query] = top.Count;
                }
            }
        }

        ArrayPool<float>.Shared.Return(scores);
    }

    // Panels of scores that are all below the bar are passed over at once; what is no number is not below.
    private static void Offer(SearchTask task, int query, ReadOnlySpan<float> scores, int start, int wanted, ref TopK top)
    {
        for (int i = NextAbove(scores, 0, top.Bar); i < wanted; i = NextAbove(scores, i + ItemPanels.Items, top.Bar))
        {
            task.OfferPanel(query, start + i, scores.Slice(i, ItemPanels.Items), Math.Min(ItemPanels.Items, wanted - i), ref top);
        }
    }

    // The start of the next panel that holds a score that is not below the bar.
    private static int NextAbove(ReadOnlySpan<float> scores, int start, float bar)
    {
        var least = Vector256.Create(bar);
        ref float first = ref MemoryMarshal.GetReference(scores);
        for (; start + ItemPanels.Items <= scores.Length; start += ItemPanels.Items)
        {
            if (!Vector256.LessThanAll(Vector256.LoadUnsafe(ref first, (nuint)start), least) || !Vector256.LessThanAll(Vector256.LoadUnsafe(ref first, (nuint)start + 8), least)) break;
        }

        return start;
    }
}
