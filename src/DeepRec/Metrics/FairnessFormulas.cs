namespace DeepRec;

/// <summary>What attention and taste come to, in numbers.</summary>
internal static class FairnessFormulas
{
    // α of Steck 2018: what is recommended is mixed with a little of what was liked, so that the divergence stays finite.
    private const double Smoothing = 0.01;

    /// <summary>The attention that a place gets, from 1 for the first: 1 / log2(place + 1), as in DCG (Singh and Joachims, KDD 2018).</summary>
    public static double Attention(int place) => 1 / Math.Log2(place + 1.0);

    /// <summary>Adds each group's attention on one list. Shape [groups].</summary>
    public static void AddExposure(ReadOnlySpan<int> list, ItemGroups groups, Span<double> exposure)
    {
        for (int i = 0; i < list.Length; i++) groups.Add(list[i], Attention(i + 1), exposure);
    }

    /// <summary>Miscalibration: Kullback and Leibler's divergence Σ p ln(p / q̃), q̃ = 0.99 q + 0.01 p, in nats (Steck, RecSys 2018). 0 where both are the same.</summary>
    /// <param name="liked">p: shares of groups in what a user met.</param>
    /// <param name="listed">q: shares of groups on the user's list.</param>
    public static double Miscalibration(ReadOnlySpan<double> liked, ReadOnlySpan<double> listed)
    {
        double sum = 0;
        for (int i = 0; i < liked.Length; i++)
        {
            if (liked[i] > 0) sum += liked[i] * Math.Log(liked[i] / (((1 - Smoothing) * listed[i]) + (Smoothing * liked[i])));
        }

        return Math.Max(0, sum);
    }

    /// <summary>How unlike shares of attention and merit are, Σ |a − m| over items (Biega, Gummadi and Weikum, SIGIR 2018). From 0 to 2.</summary>
    /// <param name="attention">Shape [items]; need not sum to 1.</param>
    /// <param name="merit">Shape [items]; need not sum to 1.</param>
    public static double Unfairness(ReadOnlySpan<double> attention, ReadOnlySpan<double> merit)
    {
        double paid = 0, earned = 0, sum = 0;
        foreach (double value in attention) paid += value;
        foreach (double value in merit) earned += value;
        for (int i = 0; i < attention.Length; i++) sum += Math.Abs((paid > 0 ? attention[i] / paid : 0) - (earned > 0 ? merit[i] / earned : 0));
        return sum;
    }

    /// <summary>Which items stand in the long tail: all but the most popular ones that are the given share of the catalogue. Shape [items]; equal counts by their numbers.</summary>
    public static bool[] LongTail(ReadOnlySpan<int> itemCounts, double head)
    {
        int[] counts = itemCounts.ToArray();
        var tail = new bool[counts.Length];
        Array.Fill(tail, true);
        foreach (int item in Enumerable.Range(0, counts.Length).OrderByDescending(item => counts[item]).Take((int)Math.Round(head * counts.Length))) tail[item] = false; // stable
        return tail;
    }
}
