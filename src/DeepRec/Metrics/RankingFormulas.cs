namespace DeepRec;

/// <summary>
/// Metrics of one user's ranking from the groups that hold relevant items; where scores are tied, their exact expected values over all
/// orders of the ties (McSherry and Najork, "Computing Information Retrieval Performance Measures Efficiently in the Presence of Tied Scores", ECIR 2008).
/// </summary>
internal static class RankingFormulas
{
    /// <summary>How many of the first k are relevant.</summary>
    public static double Hits(ReadOnlySpan<TieGroup> groups, int cutOff)
    {
        double hits = 0;
        foreach (var group in groups) hits += (double)group.Relevant * group.PlacesWithin(cutOff) / group.Size;
        return hits;
    }

    /// <summary>Whether any of the first k is relevant.</summary>
    public static double HitRate(ReadOnlySpan<TieGroup> groups, int cutOff)
    {
        double none = 1;
        foreach (var group in groups)
        {
            // The relevant ones take places behind k, one after the other.
            int behind = group.Size - group.PlacesWithin(cutOff);
            for (int i = 0; i < group.Relevant && none > 0; i++) none *= Math.Max(0, behind - i) / (double)(group.Size - i);
        }

        return 1 - none;
    }

    /// <summary>1 / rank of the first relevant item, 0 where it lies below k.</summary>
    public static double ReciprocalRank(ReadOnlySpan<TieGroup> groups, int cutOff)
    {
        if (groups.IsEmpty) return 0;
        var first = groups[0]; // holds a relevant item, so that the first one is in it
        double sum = 0, none = 1;
        int places = Math.Min(first.PlacesWithin(cutOff), first.Size - first.Relevant + 1);
        for (int place = 1; place <= places; place++)
        {
            double hit = (double)first.Relevant / (first.Size - place + 1);
            sum += none * hit / (first.Above + place);
            none *= 1 - hit;
        }

        return sum;
    }

    /// <summary>Σ precision at the rank of each relevant item among the first k.</summary>
    public static double PrecisionSum(ReadOnlySpan<TieGroup> groups, int cutOff)
    {
        double sum = 0;
        foreach (var group in groups)
        {
            // Given a relevant item at a place, the others spread evenly over the rest of the group.
            double density = group.Size > 1 ? (group.Relevant - 1.0) / (group.Size - 1) : 0;
            int places = group.PlacesWithin(cutOff);
            for (int place = 1; place <= places; place++)
            {
                sum += (double)group.Relevant / group.Size * (group.RelevantAbove + 1 + ((place - 1) * density)) / (group.Above + place);
            }
        }

        return sum;
    }

    /// <summary>Σ gain / log2(rank + 1) over the relevant items among the first k.</summary>
    public static double DiscountedGain(ReadOnlySpan<TieGroup> groups, int cutOff)
    {
        double sum = 0;
        foreach (var group in groups)
        {
            int places = group.PlacesWithin(cutOff);
            double discounts = 0;
            for (int place = 1; place <= places; place++) discounts += 1 / Math.Log2(group.Above + place + 1.0);
            sum += group.Gain * discounts / group.Size;
        }

        return sum;
    }

    /// <summary>The discounted gain of the best list: all relevant items first, the highest gain before the others.</summary>
    /// <param name="gains">Of all relevant items, the highest first.</param>
    /// <param name="cutOff">k.</param>
    public static double IdealGain(ReadOnlySpan<double> gains, int cutOff)
    {
        double sum = 0;
        for (int i = 0; i < Math.Min(gains.Length, cutOff); i++) sum += gains[i] / Math.Log2(i + 2.0);
        return sum;
    }

    /// <summary>The share of pairs of a relevant and another candidate in which the relevant one scores higher, ties as ½; NaN where there is no such pair.</summary>
    public static double Auc(ReadOnlySpan<RankedItem> items, int candidates)
    {
        double ranks = 0, relevant = items.Length, others = candidates - items.Length;
        foreach (var item in items) ranks += item.Rank;
        return relevant == 0 || others == 0 ? double.NaN : 1 - ((ranks - (relevant * (relevant + 1) / 2)) / (relevant * others));
    }

    /// <summary>What a grade is worth.</summary>
    public static double GainOf(double grade, RankingGain gain) => gain == RankingGain.Exponential ? Math.Pow(2, grade) - 1 : grade;
}
