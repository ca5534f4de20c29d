using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// The search by <see cref="CodePanels"/> for one query, a part of the catalogue at a time: first a bound of each panel's scores, then the panels of the greatest bounds are
/// scored, then those that may still hold one of the best by a nearer bound. It finds the same as a search without codes, and reads the vectors of few panels.
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
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="end">Behind the last one; no more than <see cref="MostPanels"/>.</param>
    /// <param name="scores">The heap.</param>
    public void Scan(SearchTask task, int queryAt, CodedQueryParts coded, int firstPanel, int end, ref TopK scores)
    {
        int panels = end - firstPanel;
        int[] greatest = ArrayPool<int>.Shared.Rent(panels);
        kernels.Greatest(coded.Packed, codes.Quads, codes.Codes(firstPanel, panels), greatest.AsSpan(0, panels));
        float[] rented = ArrayPool<float>.Shared.Rent(panels);
        var bounds = rented.AsSpan(0, panels);
        codes.Bounds(firstPanel, coded.Query, greatest.AsSpan(0, panels), bounds);
        ArrayPool<int>.Shared.Return(greatest);
        Span<(float, int)> room = stackalloc (float, int)[ScoredFirst];
        var first = new TopK(room);
        for (int panel = NextReaching(bounds, 0, first.Bar); panel < panels; panel = NextReaching(bounds, panel + 1, first.Bar)) first.Offer(bounds[panel], panel);

        int waiting = -1; // for another one to be scored with
        foreach (var (_, panel) in first.Sorted())
        {
            if (bounds[panel] >= scores.Bar) Take(task, queryAt, firstPanel + panel, ref waiting, ref scores);
            bounds[panel] = float.NaN; // no bound, and never reaches anything
        }

        for (int panel = NextReaching(bounds, 0, scores.Bar); panel < panels; panel = NextReaching(bounds, panel + 1, scores.Bar))
        {
            if (NearerBound(coded, firstPanel + panel) >= scores.Bar) Take(task, queryAt, firstPanel + panel, ref waiting, ref scores);
        }

        if (waiting >= 0) Take(task, queryAt, waiting, ref waiting, ref scores);
        ArrayPool<float>.Shared.Return(rented);
    }

    private float NearerBound(CodedQueryParts coded, int panel)
    {
        Span<int> sums = stackalloc int[ItemPanels.Items], sumsOfRest = stackalloc int[ItemPanels.Items];
        kernels.Sum(coded.Packed, codes.Quads, codes.Codes(panel, 1), sums);
        kernels.Sum(coded.PackedRest, codes.Quads, codes.Codes(panel, 1), sumsOfRest);
        return codes.Bound(panel, coded.Query, sums, coded.Rest, sumsOfRest);
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

    // Two panels are scored in hardly more time than one; the last one by itself goes twice.
    private void Take(SearchTask task, int queryAt, int panel, ref int waiting, ref TopK scores)
    {
        if (waiting < 0)
        {
            waiting = panel;
            return;
        }

        Span<float> scored = stackalloc float[2 * ItemPanels.Items];
        products.ScoreTwo(task.Queries.AsSpan(queryAt * items.Width, items.Width), items.Range(waiting, 1), items.Range(panel, 1), scored);
        Offer(task, queryAt, waiting, scored[..ItemPanels.Items], ref scores);
        if (panel != waiting) Offer(task, queryAt, panel, scored[ItemPanels.Items..], ref scores);
        waiting = -1;
    }

    private void Offer(SearchTask task, int queryAt, int panel, scoped ReadOnlySpan<float> scored, ref TopK scores)
    {
        int first = panel * ItemPanels.Items;
        task.OfferPanel(queryAt, first, scored, Math.Min(ItemPanels.Items, items.Count - first), ref scores);
    }
}
