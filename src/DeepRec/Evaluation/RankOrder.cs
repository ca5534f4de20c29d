namespace DeepRec;

/// <summary>How well numbers go with others: correlation, of ranks too, and the share of pairs in the right order.</summary>
internal static class RankOrder
{
    /// <summary>Pearson's correlation; 0 where a side is constant.</summary>
    public static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double meanX = 0, meanY = 0;
        for (int i = 0; i < x.Length; i++) (meanX, meanY) = (meanX + x[i] / x.Length, meanY + y[i] / x.Length);
        double xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            (xx, yy, xy) = (xx + dx * dx, yy + dy * dy, xy + dx * dy);
        }

        double product = Math.Sqrt(xx) * Math.Sqrt(yy);
        return product > 0 && double.IsFinite(product) ? Math.Clamp(xy / product, -1, 1) : 0;
    }

    /// <summary>Spearman's correlation: that of the ranks, equal numbers sharing their mean rank.</summary>
    public static double OfRanks(double[] x, double[] y) => Correlation(Ranks(x), Ranks(y));

    /// <summary>Ranks from 1, equal numbers sharing their mean rank.</summary>
    public static double[] Ranks(double[] values)
    {
        var (sorted, order) = Sort(values);
        var ranks = new double[values.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = EndOfTies(sorted, start);
            for (int i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2.0;
        }

        return ranks;
    }

    /// <summary>
    /// Somers' D: of the pairs with different y, the share that x puts in the same order minus the share it puts in the opposite one; pairs of equal x
    /// count to neither. 1 or −1 where x says everything about the order of y. For two values of y it is 2 AUC − 1. 0 where y is constant.
    /// </summary>
    public static double Somers(double[] x, double[] y)
    {
        double[] levels = [.. y.Distinct().Order()];
        int[] level = Array.ConvertAll(y, value => Array.BinarySearch(levels, value));
        var (sorted, order) = Sort(x);
        var tree = new int[levels.Length + 1]; // Fenwick's: counts of levels seen
        long concordant = 0, discordant = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = EndOfTies(sorted, start);
            for (int i = start; i < end; i++)
            {
                int below = CountBelow(tree, level[order[i]]);
                concordant += below;
                discordant += start - CountBelow(tree, level[order[i]] + 1);
            }

            for (int i = start; i < end; i++) for (int node = level[order[i]] + 1; node < tree.Length; node += node & -node) tree[node]++;
        }

        double pairs = 0.5 * y.Length * (y.Length - 1.0);
        foreach (var same in level.GroupBy(l => l).Select(g => g.Count())) pairs -= 0.5 * same * (same - 1.0);
        return pairs > 0 ? (concordant - discordant) / pairs : 0;
    }

    private static int CountBelow(int[] tree, int level)
    {
        int count = 0;
        for (int node = level; node > 0; node -= node & -node) count += tree[node];
        return count;
    }

    private static (double[] Sorted, int[] Order) Sort(double[] values)
    {
        double[] sorted = [.. values];
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, order);
        return (sorted, order);
    }

    private static int EndOfTies(double[] sorted, int start)
    {
        int end = start + 1;
        while (end < sorted.Length && sorted[end] == sorted[start]) end++;
        return end;
    }
}
