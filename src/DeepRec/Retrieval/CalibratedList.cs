namespace DeepRec;

/// <summary>
/// Makes the groups on a user's list stand in the proportions of what the user met: the list I that maximises (1 − λ) Σ score − λ KL(p, q̃(I)), p the shares of groups in
/// the history and q̃(I) those on the list with 0.01 p mixed in, built greedily, one place after the other (Steck, "Calibrated Recommendations", RecSys 2018).
/// </summary>
/// <remarks>Immutable; safe from many threads. Scores are scaled to 0 … 1 over the candidates. A user without a history gets the order of the scores. Cost: K × 10 K × groups a list.</remarks>
public sealed record CalibratedList : ListAdjustment
{
    /// <summary>Names the groups and how much they count.</summary>
    /// <param name="feature">A feature of items, one category or several, such as the genre.</param>
    /// <param name="weight">λ. In [0, 1]: 0 for the scores alone.</param>
    /// <exception cref="ArgumentException">The name is empty, or the weight outside its range.</exception>
    public CalibratedList(string feature, double weight = 0.5) : base(feature) =>
        Weight = weight is >= 0 and <= 1 ? weight : throw new ArgumentOutOfRangeException(nameof(weight), weight, "The weight is from 0 to 1.");

    /// <summary>λ, how much proportions count beside scores.</summary>
    /// <value>Default 0.5, in the middle of Steck's range.</value>
    public double Weight { get; }

    internal override int[] Choose(ReadOnlySpan<int> pool, ReadOnlySpan<double> relevance, ReadOnlySpan<int> history, ItemGroups groups, int count)
    {
        count = Math.Min(count, pool.Length);
        var chosen = new List<int>(count);
        if (history.IsEmpty) return [.. Enumerable.Range(0, count)];
        double[] liked = groups.Shares(history), sums = new double[groups.Names.Count], shares = new double[sums.Length];
        double relevances = 0;
        var taken = new bool[pool.Length];
        while (chosen.Count < count)
        {
            int best = -1;
            double bestValue = double.NegativeInfinity;
            for (int i = 0; i < pool.Length; i++)
            {
                if (taken[i]) continue;
                groups.Add(pool[i], 1, sums);
                for (int g = 0; g < shares.Length; g++) shares[g] = sums[g] / (chosen.Count + 1);
                groups.Add(pool[i], -1, sums);
                double value = ((1 - Weight) * (relevances + relevance[i])) - (Weight * FairnessFormulas.Miscalibration(liked, shares));
                if (value > bestValue) (best, bestValue) = (i, value);
            }

            taken[best] = true;
            relevances += relevance[best];
            groups.Add(pool[best], 1, sums);
            chosen.Add(best);
        }

        return [.. chosen];
    }
}
