using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>What the lists of the first k items look like apart from being right. Immutable, so safe from many threads.</summary>
public sealed record ListMetrics
{
    private ListMetrics()
    {
    }

    /// <summary>The cut-off k.</summary>
    public int CutOff { get; private init; }

    /// <summary>The share of the catalogue that stands on at least one list.</summary>
    /// <value>From 0 to 1.</value>
    public double Coverage { get; private init; }

    /// <summary>Mean self-information in bits, −log2 p over all listed items, p = (n + 1) / (N + I) for an item with n of the N training interactions among I items (Zhou et al., PNAS 107, 2010; add-one smoothed, so that an item never met is finite).</summary>
    /// <value>From 0; the higher, the less known the listed items are.</value>
    public double Novelty { get; private init; }

    /// <summary>The Gini coefficient of how often each item of the catalogue is listed.</summary>
    /// <value>0 where all are listed equally often, towards 1 where few take all places.</value>
    public double ExposureGini { get; private init; }

    /// <summary>How much more popular listed items are than the items of users' histories: (G(lists) − G(histories)) / G(histories), G the mean over users of the mean number of training interactions of their items (Abdollahpouri et al., RecSys 2020).</summary>
    /// <value>0 for as popular as before, 1 for twice as popular; <see langword="null"/> where no user has a history.</value>
    public double? PopularityLift { get; private init; }

    /// <summary>The mean share of a list that also stands on the list of another user, over all pairs of users.</summary>
    /// <value>From 0 to 1, where all users get the same list; 0 for a single user.</value>
    public double Overlap { get; private init; }

    /// <summary>The mean of 1 − similarity over the pairs of items on a list (Ziegler et al., WWW 2005).</summary>
    /// <value><see langword="null"/> where no similarity was given, or no list has two items.</value>
    public double? Diversity { get; private init; }

    /// <summary>Overlap above chance, (overlap − k/I) / (1 − k/I): 0 for lists drawn at random, 1 for one list for all.</summary>
    /// <value>0 where k reaches the catalogue.</value>
    public double OverlapAboveChance { get; private init; }

    /// <summary>Measures lists.</summary>
    /// <param name="lists">Shape [users × k], best first; a list that is shorter ends in −1. Items stand once on a list.</param>
    /// <param name="cutOff">k.</param>
    /// <param name="itemCounts">Training interactions of each item. Shape [I].</param>
    /// <param name="historyPopularity">For each user the mean of <paramref name="itemCounts"/> over the history, NaN where there is none. Shape [users].</param>
    /// <param name="similarity">Of two items, 1 for the same; or none.</param>
    internal static ListMetrics Compute(ReadOnlySpan<int> lists, int cutOff, ReadOnlySpan<int> itemCounts, ReadOnlySpan<double> historyPopularity, Func<int, int, double>? similarity = null)
    {
        var exposure = new int[itemCounts.Length];
        double total = TensorPrimitives.Sum<long>(Array.ConvertAll(itemCounts.ToArray(), count => (long)count)) + itemCounts.Length;
        CompensatedSum information = new(), listed = new(), past = new(), distance = new();
        long places = 0, pairs = 0;
        int users = lists.Length / cutOff, withHistory = 0;
        for (int user = 0; user < users; user++)
        {
            var list = ListOf(lists.Slice(user * cutOff, cutOff));
            double popularity = 0;
            foreach (int item in list)
            {
                exposure[item]++;
                popularity += itemCounts[item];
                information.Add(-Math.Log2((itemCounts[item] + 1) / total));
            }

            places += list.Length;
            if (list.Length > 0 && !double.IsNaN(historyPopularity[user]))
            {
                withHistory++;
                listed.Add(popularity / list.Length);
                past.Add(historyPopularity[user]);
            }

            for (int i = 0; similarity is not null && i < list.Length; i++)
            {
                for (int j = i + 1; j < list.Length; j++, pairs++) distance.Add(1 - similarity(list[i], list[j]));
            }
        }

        double chance = Math.Min(1, (double)cutOff / itemCounts.Length), overlap = OverlapOf(exposure, users, places);
        return new ListMetrics
        {
            CutOff = cutOff,
            Coverage = exposure.Count(count => count > 0) / (double)exposure.Length,
            Novelty = places == 0 ? 0 : information.Value / places,
            ExposureGini = Gini(exposure),
            PopularityLift = past.Value > 0 ? (listed.Value - past.Value) / past.Value : null,
            Overlap = overlap,
            OverlapAboveChance = chance >= 1 ? 0 : (overlap - chance) / (1 - chance),
            Diversity = pairs == 0 ? null : distance.Value / pairs,
        };
    }

    /// <summary>The Gini coefficient of counts: Σ (2i − n − 1) x_i / (n Σ x) with x ascending.</summary>
    internal static double Gini(ReadOnlySpan<int> counts)
    {
        int[] sorted = counts.ToArray();
        Array.Sort(sorted);
        double weighted = 0, sum = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            weighted += ((2.0 * (i + 1)) - sorted.Length - 1) * sorted[i];
            sum += sorted[i];
        }

        return sum == 0 ? 0 : weighted / (sorted.Length * sum);
    }

    private static ReadOnlySpan<int> ListOf(ReadOnlySpan<int> list)
    {
        int end = list.IndexOf(-1);
        return end < 0 ? list : list[..end];
    }

    // An item on c lists is shared by c (c − 1) ordered pairs of users: no pair need be looked at.
    private static double OverlapOf(int[] exposure, int users, long places)
    {
        double shared = exposure.Sum(count => (double)count * (count - 1));
        return users < 2 || places == 0 ? 0 : shared / ((users - 1.0) * places);
    }
}
