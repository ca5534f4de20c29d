namespace DeepRec;

/// <summary>A list in the making: takes the best of each layer in turn until it is full, with regard to variety and caps. For one thread.</summary>
/// <param name="count">K, how many items at most.</param>
/// <param name="barred">Shape [items]: which must not stand in it. Items that were taken are added.</param>
/// <param name="order">How equal scores stand.</param>
internal sealed class RankedList(int count, bool[] barred, CatalogueOrder order)
{
    // Variety is sought among so many times K candidates.
    private const int Pool = 10;

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
        int[] best = order.Best(layer.Scores.Span, barred, Caps is not null ? barred.Length : Diversity > 0 ? (int)Math.Min((long)Pool * count, barred.Length) : left);
        if (Diversity > 0) AddVaried(layer, best.AsSpan(0, (int)Math.Min((long)Pool * count, best.Length)));
        foreach (int item in best)
        {
            if (IsFull) return;
            if (barred[item]) continue;
            if (Caps is null || Caps.Allows(item)) Take(item, layer);
            else _overCap.Add(new ChosenItem(item, layer));
        }
    }

    /// <summary>The list; where caps left it short, filled up with the best of what they held back.</summary>
    public IReadOnlyList<ChosenItem> Finish()
    {
        foreach (var (item, layer) in _overCap)
        {
            if (IsFull) break;
            if (!barred[item]) Take(item, layer);
        }

        return _chosen;
    }

    private void AddVaried(RankingLayer layer, ReadOnlySpan<int> pool)
    {
        if (pool.IsEmpty) return;
        var scores = layer.Scores.Span;
        double most = scores[pool[0]], least = scores[pool[^1]];
        var nearest = new float[pool.Length]; // the greatest similarity to what was chosen so far
        Array.Fill(nearest, float.NegativeInfinity);
        foreach (var chosen in _chosen) Near(chosen.Item, pool, nearest);
        while (!IsFull)
        {
            int best = -1;
            double bestValue = double.NegativeInfinity;
            for (int i = 0; i < pool.Length; i++)
            {
                if (barred[pool[i]] || Caps?.Allows(pool[i]) == false) continue;
                double relevance = most > least ? (scores[pool[i]] - least) / (most - least) : 1;
                double value = (1 - Diversity) * relevance - (float.IsNegativeInfinity(nearest[i]) ? 0 : Diversity * nearest[i]);
                if (value > bestValue) (best, bestValue) = (i, value);
            }

            if (best < 0) return;
            Take(pool[best], layer);
            Near(pool[best], pool, nearest);
        }
    }

    private void Near(int item, ReadOnlySpan<int> pool, Span<float> nearest)
    {
        var cosines = new float[pool.Length];
        Likeness!.Of(item, pool, cosines);
        for (int i = 0; i < cosines.Length; i++) nearest[i] = Math.Max(nearest[i], cosines[i]);
    }

    private void Take(int item, RankingLayer layer)
    {
        barred[item] = true;
        Caps?.Take(item);
        _chosen.Add(new ChosenItem(item, layer));
    }
}
