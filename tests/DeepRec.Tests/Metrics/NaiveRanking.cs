namespace DeepRec.Tests.Metrics;

/// <summary>The metrics of a list, straight from their definitions.</summary>
internal static class NaiveRanking
{
    /// <param name="gains">What the item at each rank is worth, 0 where it is not relevant; the whole ranking.</param>
    /// <param name="k">The cut-off.</param>
    public static double[] Of(IReadOnlyList<double> gains, int k)
    {
        double[] top = [.. gains.Take(k)], ideal = [.. gains.Where(g => g > 0).OrderDescending()];
        int hits = top.Count(g => g > 0), capped = Math.Min(ideal.Length, k);
        double precisions = top.Select((g, i) => g > 0 ? top.Take(i + 1).Count(x => x > 0) / (i + 1.0) : 0).Sum();
        double first = top.Select((g, i) => g > 0 ? 1.0 / (i + 1) : 0).DefaultIfEmpty().Max();
        double Discounted(IEnumerable<double> list) => list.Select((g, i) => g / Math.Log2(i + 2)).Sum();
        return [hits > 0 ? 1 : 0, (double)hits / k, (double)hits / ideal.Length, (double)hits / capped, Discounted(top) / Discounted(ideal.Take(k)), first, precisions / ideal.Length, precisions / capped];
    }

    /// <summary>The relevant ones among scored items.</summary>
    public static RankedItem[] Ranked(IReadOnlyList<double> scores, IReadOnlyList<double> gains) =>
        [.. Enumerable.Range(0, gains.Count).Where(i => gains[i] > 0).Select(i => new RankedItem(scores.Count(s => s > scores[i]), scores.Count(s => s == scores[i]) - 1, gains[i]))];

    /// <summary>The metrics of scored items.</summary>
    public static double[] Computed(IReadOnlyList<double> scores, IReadOnlyList<double> gains, int k, TieOrder order)
    {
        var values = new double[RankingMetrics.Names.Length];
        RankingMetrics.Fill(values, TieGroup.Of(Ranked(scores, gains), order), [.. gains.Where(g => g > 0).OrderDescending()], k);
        return values;
    }
}
