namespace DeepRec;

/// <summary>
/// Adds an amount to the scores of a group's items, so that over all lists each group gets the exposure that it was promised. The same for every user: the price of
/// a bound on amortised exposure (the multiplier of Singh and Joachims' constrained ranking, KDD 2018). Fitted by <see cref="RankingRecommender{TUser, TItem}.FitGroupBonus"/>.
/// </summary>
/// <remarks>Immutable; safe from many threads. A score is that of the model, scaled to 0 … 1 over the candidates of a list; an item of several groups gets the mean of their amounts.</remarks>
public sealed record GroupBonus : ListAdjustment
{
    /// <summary>Names the groups and their amounts.</summary>
    /// <param name="feature">A feature of items, one category or several.</param>
    /// <param name="amounts">What is added to the scaled score of an item of each group; 0 for groups that are not named. Items without a group are named "(none)".</param>
    /// <exception cref="ArgumentException">The name is empty, or an amount is no finite number.</exception>
    public GroupBonus(string feature, IReadOnlyDictionary<string, double> amounts) : base(feature)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        foreach (var (group, amount) in amounts) if (!double.IsFinite(amount)) throw new ArgumentException(FormattableString.Invariant($"The amount of '{group}' is {amount}; it is a finite number."), nameof(amounts));
        Amounts = new Dictionary<string, double>(amounts, StringComparer.Ordinal);
    }

    /// <summary>What is added to the scaled score of an item of each group.</summary>
    public IReadOnlyDictionary<string, double> Amounts { get; }

    internal override int[] Choose(ReadOnlySpan<int> pool, ReadOnlySpan<double> relevance, ReadOnlySpan<int> history, ItemGroups groups, int count)
    {
        double[] amounts = [.. groups.Names.Select(name => Amounts.GetValueOrDefault(name))];
        return Choose(pool, relevance, groups, amounts, count);
    }

    /// <param name="pool">The candidates, best first.</param>
    /// <param name="relevance">Their scores, scaled to 0 … 1.</param>
    /// <param name="groups">The groups of items.</param>
    /// <param name="amounts">Of each group. Shape [groups].</param>
    /// <param name="count">K.</param>
    internal static int[] Choose(ReadOnlySpan<int> pool, ReadOnlySpan<double> relevance, ItemGroups groups, double[] amounts, int count)
    {
        var losses = new double[pool.Length]; // the least first
        var places = new int[pool.Length];
        for (int i = 0; i < pool.Length; i++)
        {
            double bonus = 0;
            var own = groups.Of(pool[i]);
            foreach (int group in own) bonus += amounts[group];
            (losses[i], places[i]) = (-(relevance[i] + (bonus / own.Length)), i);
        }

        Array.Sort(places, (a, b) => losses[a] != losses[b] ? losses[a].CompareTo(losses[b]) : a.CompareTo(b));
        return places[..Math.Min(count, places.Length)];
    }
}
