namespace DeepRec;

/// <summary>Seeks the amounts of a bonus for groups: ascent on the multipliers of the bounds of exposure, then the strongest part that costs no more than is allowed.</summary>
/// <param name="groups">The groups of items.</param>
/// <param name="deserved">Each group's share. Shape [groups].</param>
/// <param name="options">Bounds and steps.</param>
internal sealed class BonusSearch(ItemGroups groups, double[] deserved, GroupBonusOptions options)
{
    // The curve's points; a step's length falls with the root of its number over this.
    private const int Points = 20, SlowFrom = 10;

    private readonly List<(int[] Items, double[] Relevance, bool[] Wanted, double Ideal)> _pools = [];

    /// <summary>Adds a user's candidates.</summary>
    /// <param name="scores">−∞ for what is no candidate. Shape [I].</param>
    /// <param name="wanted">The items wanted; outside the catalogue negative.</param>
    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<int> wanted)
    {
        var relevant = new HashSet<int>();
        foreach (int item in wanted) if (item < 0 || !float.IsNegativeInfinity(scores[item])) relevant.Add(item);
        var (items, relevance) = AdjustedScores.PoolOf(scores, options.CutOff);
        double ideal = Enumerable.Range(1, Math.Min(options.CutOff, relevant.Count)).Sum(FairnessFormulas.Attention);
        _pools.Add((items, relevance, Array.ConvertAll(items, relevant.Contains), ideal));
    }

    public GroupBonusFit Fit()
    {
        double[] amounts = Seek();
        TradeOffPoint[] curve = [.. Enumerable.Range(0, Points + 1).Select(i => PointOf(amounts, (double)i / Points))];
        var chosen = curve.Last(point => point == curve[0] || point.Ndcg >= (1 - options.MaximumLoss) * curve[0].Ndcg);
        return new GroupBonusFit
        {
            Bonus = new GroupBonus(options.ItemFeature, groups.Names.Select((name, g) => (name, Amount: amounts[g] * chosen.Strength)).ToDictionary(one => one.name, one => one.Amount, StringComparer.Ordinal)),
            Chosen = chosen,
            Curve = curve,
        };
    }

    // Raises what lacks exposure and lowers, down to 0, what has too much of a bonus; keeps the amounts of the least shortfall.
    private double[] Seek()
    {
        double[] amounts = new double[deserved.Length], best = [.. amounts];
        double least = double.PositiveInfinity;
        for (int step = 0; step < options.Steps && least > 0; step++)
        {
            var (shares, _) = Measure(amounts);
            double shortfall = Shortfall(shares);
            if (shortfall < least) (least, best) = (shortfall, [.. amounts]);
            double length = 1 / Math.Sqrt(1 + (step / (double)SlowFrom));
            for (int g = 0; g < amounts.Length; g++) amounts[g] = Math.Max(0, amounts[g] + (length * ((options.MinimumRatio * deserved[g]) - shares[g])));
        }

        double common = best.Min(); // what all groups get moves nothing
        return Array.ConvertAll(best, amount => amount - common);
    }

    private TradeOffPoint PointOf(double[] amounts, double strength)
    {
        var (shares, ndcg) = Measure([.. amounts.Select(amount => strength * amount)]);
        return new TradeOffPoint(strength, Shortfall(shares), shares.Zip(deserved, (share, due) => Math.Abs(share - due)).Max(), ndcg);
    }

    private double Shortfall(double[] shares) => shares.Zip(deserved, (share, due) => Math.Max(0, (options.MinimumRatio * due) - share)).Max();

    private (double[] Shares, double Ndcg) Measure(double[] amounts)
    {
        var exposure = new double[deserved.Length];
        double ndcg = 0;
        foreach (var (items, relevance, wanted, ideal) in _pools)
        {
            int[] chosen = GroupBonus.Choose(items, relevance, groups, amounts, options.CutOff);
            double gain = 0;
            for (int place = 0; place < chosen.Length; place++)
            {
                double attention = FairnessFormulas.Attention(place + 1);
                groups.Add(items[chosen[place]], attention, exposure);
                if (wanted[chosen[place]]) gain += attention;
            }

            ndcg += gain / ideal;
        }

        double all = exposure.Sum();
        return (Array.ConvertAll(exposure, one => all > 0 ? one / all : 0), ndcg / _pools.Count);
    }
}
