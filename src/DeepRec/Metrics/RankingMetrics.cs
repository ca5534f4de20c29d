namespace DeepRec;

/// <summary>
/// How well relevant items were ranked within the first k, as means over users. R is a user's set of relevant items, a rank counts from 1.
/// Where scores are tied a value is its exact expectation over all orders of the ties. Immutable, so safe from many threads.
/// </summary>
public sealed record RankingMetrics
{
    internal static readonly string[] Names = ["HitRate", "Precision", "Recall", "RecallCapped", "NDCG", "MRR", "MapCut", "MapCapped"];

    internal RankingMetrics(int cutOff, int users, RankingGain gain, ReadOnlySpan<double> values)
    {
        (CutOff, Users, Gain) = (cutOff, users, gain);
        (HitRate, Precision, Recall, RecallCapped) = (values[0], values[1], values[2], values[3]);
        (Ndcg, Mrr, MapCut, MapCapped) = (values[4], values[5], values[6], values[7]);
    }

    /// <summary>The cut-off k.</summary>
    /// <value>1 or more.</value>
    public int CutOff { get; }

    /// <summary>Over how many users the values are means.</summary>
    public int Users { get; }

    /// <summary>What grades were worth to <see cref="Ndcg"/>.</summary>
    public RankingGain Gain { get; }

    /// <summary>The share of users with a relevant item within the first k.</summary>
    /// <value>From 0 to 1.</value>
    public double HitRate { get; }

    /// <summary>Relevant items within the first k, / k. A list shorter than k is not divided by less.</summary>
    /// <value>From 0 to 1.</value>
    public double Precision { get; }

    /// <summary>Relevant items within the first k, / |R|.</summary>
    /// <value>From 0 to 1.</value>
    public double Recall { get; }

    /// <summary>Relevant items within the first k, / min(|R|, k).</summary>
    /// <value>From 0 to 1.</value>
    public double RecallCapped { get; }

    /// <summary>
    /// Normalised discounted cumulative gain: Σ gain / log2(rank + 1) over the relevant items within the first k, divided by the same sum
    /// of the best list, which has min(|R|, k) of them. Järvelin and Kekäläinen 2002, as in trec_eval's ndcg_cut.
    /// </summary>
    /// <value>From 0 to 1.</value>
    public double Ndcg { get; }

    /// <summary>Mean reciprocal rank: 1 / rank of the first relevant item, 0 where it lies below k.</summary>
    /// <value>From 0 to 1.</value>
    public double Mrr { get; }

    /// <summary>Mean average precision: Σ precision at the rank of each relevant item within the first k, / |R|. trec_eval's map_cut.</summary>
    /// <value>From 0 to 1.</value>
    public double MapCut { get; }

    /// <summary>As <see cref="MapCut"/>, / min(|R|, k).</summary>
    /// <value>From 0 to 1.</value>
    public double MapCapped { get; }

    /// <summary>The values in the order of <see cref="Names"/>. Shape [8].</summary>
    internal double[] Values => [HitRate, Precision, Recall, RecallCapped, Ndcg, Mrr, MapCut, MapCapped];

    /// <summary>The metrics of one user's list.</summary>
    /// <param name="hitRanks">The ranks, from 1, at which relevant items stand in the list, in any order; those below k may be left out.</param>
    /// <param name="relevantCount">|R|, how many items are relevant, listed or not.</param>
    /// <param name="cutOff">k.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cut-off or the number of relevant items is below 1.</exception>
    /// <exception cref="ArgumentException">There are more hits than relevant items, or a rank is below 1 or stands twice.</exception>
    public static RankingMetrics Compute(ReadOnlySpan<int> hitRanks, int relevantCount, int cutOff)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cutOff, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(relevantCount, 1);
        if (hitRanks.Length > relevantCount) throw new ArgumentException($"There are {hitRanks.Length} hits but {relevantCount} relevant items.", nameof(hitRanks));
        var items = new RankedItem[hitRanks.Length];
        for (int i = 0; i < items.Length; i++)
        {
            if (hitRanks[i] < 1 || hitRanks[..i].Contains(hitRanks[i])) throw new ArgumentException($"A rank is {hitRanks[i]}; ranks are 1 or more, each once.", nameof(hitRanks));
            items[i] = new RankedItem(hitRanks[i] - 1, 0, 1);
        }

        var gains = new double[relevantCount];
        Array.Fill(gains, 1);
        var values = new double[Names.Length];
        Fill(values, TieGroup.Of(items, TieOrder.Random), gains, cutOff);
        return new RankingMetrics(cutOff, 1, RankingGain.Linear, values);
    }

    /// <summary>Fills one user's values in the order of <see cref="Names"/>.</summary>
    /// <param name="values">Shape [8].</param>
    /// <param name="groups">Where the relevant items stand, best first.</param>
    /// <param name="gains">What all relevant items are worth, the highest first. Shape [|R|].</param>
    /// <param name="cutOff">k.</param>
    internal static void Fill(Span<double> values, ReadOnlySpan<TieGroup> groups, ReadOnlySpan<double> gains, int cutOff)
    {
        double hits = RankingFormulas.Hits(groups, cutOff), precisions = RankingFormulas.PrecisionSum(groups, cutOff);
        int relevant = gains.Length, capped = Math.Min(relevant, cutOff);
        values[0] = RankingFormulas.HitRate(groups, cutOff);
        values[1] = hits / cutOff;
        values[2] = hits / relevant;
        values[3] = hits / capped;
        values[4] = RankingFormulas.DiscountedGain(groups, cutOff) / RankingFormulas.IdealGain(gains, cutOff);
        values[5] = RankingFormulas.ReciprocalRank(groups, cutOff);
        values[6] = precisions / relevant;
        values[7] = precisions / capped;
    }

    /// <summary>A metric's name with its cut-off, and its gain where that is not the usual one.</summary>
    internal static string NameOf(string metric, int cutOff, RankingGain gain) =>
        metric == "NDCG" && gain == RankingGain.Exponential ? $"NDCG(exponential)@{cutOff}" : $"{metric}@{cutOff}";
}
