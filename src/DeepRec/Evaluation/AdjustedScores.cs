namespace DeepRec;

/// <summary>Writes an adjusted list into scores: its items stand before all others, in their order.</summary>
internal static class AdjustedScores
{
    /// <param name="adjustment">How.</param>
    /// <param name="groups">The groups of items.</param>
    /// <param name="history">What the user met.</param>
    /// <param name="scores">−∞ for what is no candidate. Shape [I]; changed.</param>
    /// <param name="count">K.</param>
    public static void Apply(ListAdjustment adjustment, ItemGroups groups, ReadOnlySpan<int> history, Span<float> scores, int count)
    {
        var (pool, relevance) = PoolOf(scores, count);
        if (pool.Length == 0) return;
        int[] chosen = adjustment.Choose(pool, relevance, history, groups, Math.Min(count, pool.Length));
        for (int place = 0; place < chosen.Length; place++) scores[pool[chosen[place]]] = float.MaxValue * (1 - (place / (2f * chosen.Length)));
    }

    /// <summary>The candidates of a list and their scaled scores, best first.</summary>
    public static (int[] Items, double[] Relevance) PoolOf(ReadOnlySpan<float> scores, int count)
    {
        var heap = new TopK(new (float, int)[(int)Math.Min((long)ListAdjustment.Pool * count, scores.Length)]);
        heap.OfferAll(scores);
        var kept = heap.Sorted();
        var (items, values) = (new int[kept.Length], new float[kept.Length]);
        for (int i = 0; i < kept.Length; i++) (values[i], items[i]) = kept[i];
        return (items, kept.Length == 0 ? [] : ListAdjustment.Scale(values));
    }
}
