namespace DeepRec;

/// <summary>A list in the making: takes the best of each layer in turn until it is full, with regard to variety and caps. For one thread.</summary>
/// <param name="count">K, how many items at most.</param>
/// <param name="barred">Shape [items]: which must not stand in it. Items that were taken are added.</param>
/// <param name="order">How equal scores stand.</param>
internal sealed class RankedList(int count, bool[] barred, CatalogueOrder order)
{
    // Variety is sought among so many times K candidates.
    private const int Pool = 10;

    /// <summary>How many of the best items a layer must name where it was searched: as many as are looked at, and those that an earlier layer may take.</summary>
    public static int Candidates(int count, double diversity) => (int)Math.Min(diversity > 0 ? (Pool + 1L) * count : count, int.MaxValue);

    private readonly List<ChosenItem> _chosen = [];
    private readonly List<ChosenItem> _overCap = [];

    /// <summary>λ; 0 for order by score alone.</summary>
    public double Diversity { get; init; }

    /// <summary>What "like" means; needed where λ is above 0.</summary>
    public Likeness? Likeness { get; init; }

    public CategoryCounts? Caps { get; init; }

    public bool IsFull => _chosen.Count >= count;

    /// <summary>Takes from a layer what it can.</summary>
    public void Add(RankingLayer layer)
    {
        int left = count - _chosen.Count;
        var best = Best(layer, Caps is not null ? barred.Length : Diversity > 0 ? (int)Math.Min((long)Pool * count, barred.Length) : left);
        if (Diversity > 0) AddVaried(layer, best.AsSpan(0, (int)Math.Min((long)Pool * count, best.Length)));
        foreach (var one in best)
        {
            if (IsFull) return;
            if (barred[one.Item]) continue;
            var chosen = new ChosenItem(one.Item, one.Score, layer);
            if (Caps is null || Caps.Allows(one.Item)) Take(chosen);
            else _overCap.Add(chosen);
        }
    }

    private ScoredItem[] Best(RankingLayer layer, int most)
    {
        if (layer.Found is { } found) return [.. found.Where(one => !barred[one.Item]).Take(most)];
        var scores = layer.Scores;
        return Array.ConvertAll(order.Best(scores.Span, barred, most), item => new ScoredItem(item, scores.Span[item]));
    }

    /// <summary>The list; where caps left it short, filled up with the best of what they held back.</summary>
    public IReadOnlyList<ChosenItem> Finish()
    {
        foreach (var one in _overCap)
        {
            if (IsFull) break;
            if (!barred[one.Item]) Take(one);
        }

        return _chosen;
    }

    private void AddVaried(RankingLayer layer, ReadOnlySpan<ScoredItem> pool)
    {
        if (pool.IsEmpty) return;
        double most = pool[0].Score, least = pool[^1].Score;
        var items = new int[pool.Length];
        for (int i = 0; i < items.Length; i++) items[i] = pool[i].Item;
        var nearest = new float[pool.Length]; // the greatest similarity to what was chosen so far
        Array.Fill(nearest, float.NegativeInfinity);
        foreach (var chosen in _chosen) Near(chosen.Item, items, nearest);
        while (!IsFull)
        {
            int best = -1;
            double bestValue = double.NegativeInfinity;
            for (int i = 0; i < pool.Length; i++)
            {
                if (barred[items[i]] || Caps?.Allows(items[i]) == false) continue;
                double relevance = most > least ? (pool[i].Score - least) / (most - least) : 1;
                double value = (1 - Diversity) * relevance - (float.IsNegativeInfinity(nearest[i]) ? 0 : Diversity * nearest[i]);
                if (value > bestValue) (best, bestValue) = (i, value);
            }

            if (best < 0) return;
            Take(new ChosenItem(pool[best].Item, pool[best].Score, layer));
            Near(items[best], items, nearest);
        }
    }

    private void Near(int item, ReadOnlySpan<int> pool, Span<float> nearest)
    {
        var cosines = new float[pool.Length];
        Likeness!.Of(item, pool, cosines);
        for (int i = 0; i < cosines.Length; i++) nearest[i] = Math.Max(nearest[i], cosines[i]);
    }

    private void Take(ChosenItem one)
    {
        barred[one.Item] = true;
        Caps?.Take(one.Item);
        _chosen.Add(one);
    }
}
