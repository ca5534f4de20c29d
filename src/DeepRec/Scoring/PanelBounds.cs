using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// The search by <see cref="CodePanels"/> for one query, a part of the catalogue at a time: first a bound of each panel's scores, then the panels of the greatest bounds are
/// scored, then those that may still hold one of the best. It finds the same as a search without codes, and reads the vectors of few panels.
/// </summary>
/// <param name="items">The catalogue.</param>
/// <param name="codes">Its codes.</param>
/// <param name="products">How products are made.</param>
/// <param name="kernels">How codes are summed.</param>
internal sealed class PanelBounds(ItemPanels items, CodePanels codes, PanelKernels products, CodeKernels kernels)
{
    /// <summary>So many panels at a time: their sums stay in cache.</summary>
    public const int MostPanels = 1 << 11;

    // The panels that are scored first; most of a list's items are among them.
    private const int ScoredFirst = 16;

    /// <summary>Offers the items of some panels to a query's heap.</summary>
    /// <param name="task">What is searched for.</param>
    /// <param name="queryAt">The query.</param>
    /// <param name="coded">The query in whole numbers.</param>
    /// <param name="packed">What was written down of it.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="end">Behind the last one; no more than <see cref="MostPanels"/>.</param>
    /// <param name="scores">The heap.</param>
    public void Scan(SearchTask task, int queryAt, CodedQuery coded, ReadOnlySpan<int> packed, int firstPanel, int end, ref TopK scores)
    {
        int panels = end - firstPanel;
        ReadOnlySpan<float> query = task.Queries.AsSpan(queryAt * items.Width, items.Width);
        int[] sums = ArrayPool<int>.Shared.Rent(panels * ItemPanels.Items);
        kernels.Sum(packed, codes.Quads, codes.Codes(firstPanel, panels), sums.AsSpan(0, panels * ItemPanels.Items));
        for (int panel = 0; panel < panels; panel++) sums[panel] = Greatest(ref sums[panel * ItemPanels.Items]); // those of the panel are read already
        float[] bounds = ArrayPool<float>.Shared.Rent(panels);
        codes.Bounds(firstPanel, coded, sums.AsSpan(0, panels), bounds.AsSpan(0, panels));
        ArrayPool<int>.Shared.Return(sums);
        Span<(float, int)> room = stackalloc (float, int)[ScoredFirst];
        var first = new TopK(room);
        for (int panel = NextReaching(bounds.AsSpan(0, panels), 0, first.Bar); panel < panels; panel = NextReaching(bounds.AsSpan(0, panels), panel + 1, first.Bar)) first.Offer(bounds[panel], panel);

        Span<float> scored = stackalloc float[ItemPanels.Items];
        foreach (var (_, panel) in first.Sorted())
        {
            if (bounds[panel] >= scores.Bar) Offer(task, queryAt, query, firstPanel + panel, scored, ref scores);
            bounds[panel] = float.NaN; // no bound, and never reaches anything
        }

        for (int panel = NextReaching(bounds.AsSpan(0, panels), 0, scores.Bar); panel < panels; panel = NextReaching(bounds.AsSpan(0, panels), panel + 1, scores.Bar))
        {
            Offer(task, queryAt, query, firstPanel + panel, scored, ref scores);
        }

        ArrayPool<float>.Shared.Return(bounds);
    }

    // The next place of a bound that is not below the bar; behind the last one where there is none.
    private static int NextReaching(ReadOnlySpan<float> bounds, int start, float bar)
    {
        var least = Vector256.Create(bar);
        ref float first = ref MemoryMarshal.GetReference(bounds);
        while (start + 8 <= bounds.Length && !Vector256.GreaterThanOrEqualAny(Vector256.LoadUnsafe(ref first, (nuint)start), least)) start += 8;
        while (start < bounds.Length && !(bounds[start] >= bar)) start++;
        return start;
    }

    private void Offer(SearchTask task, int queryAt, ReadOnlySpan<float> query, int panel, scoped Span<float> scored, ref TopK scores)
    {
        products.Score(query, items.Width, items.Range(panel, 1), scored, ItemPanels.Items);
        int start = panel * ItemPanels.Items;
        for (int i = 0; i < Math.Min(ItemPanels.Items, items.Count - start); i++) task.Offer(queryAt, start + i, scored[i], ref scores);
    }

    // Of a panel's sums.
    private static int Greatest(ref int sum)
    {
        var eight = Vector256.Max(Vector256.LoadUnsafe(ref sum), Vector256.LoadUnsafe(ref sum, 8));
        var four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Math.Max(four[0], four[1]);
    }
}
