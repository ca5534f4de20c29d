namespace DeepRec;

/// <summary>Whether later observations are spread as earlier ones were.</summary>
internal static class PopulationStability
{
    /// <summary>Into how many parts of like weight the earlier observations are cut.</summary>
    public const int Bins = 10;

    /// <summary>
    /// The population stability index over ten parts of about the same number of earlier observations, the most frequent kinds first:
    /// Σ (q_b − p_b) ln(q_b / p_b), p_b the share of the earlier in part b and q_b that of the later, half an observation added to each part. By custom below 0.1 is no
    /// change, above 0.25 a large one. 0 where either has no observation.
    /// </summary>
    /// <param name="before">Observations of each kind, shape [kinds].</param>
    /// <param name="after">Later ones, shape [kinds]; kinds that were not observed before are left out.</param>
    public static double Index(ReadOnlySpan<int> before, ReadOnlySpan<int> after)
    {
        int[] counts = before.ToArray();
        int[] order = [.. Enumerable.Range(0, counts.Length).Where(kind => counts[kind] > 0).OrderByDescending(kind => counts[kind])]; // stable
        double all = order.Sum(kind => (double)counts[kind]), seen = 0;
        var (p, q) = (new double[Bins], new double[Bins]);
        foreach (int kind in order)
        {
            int bin = Math.Min(Bins - 1, (int)(seen / all * Bins));
            seen += counts[kind];
            p[bin] += counts[kind];
            q[bin] += after[kind];
        }

        if (all == 0 || q.Sum() == 0) return 0;
        double sumP = all + Bins / 2.0, sumQ = q.Sum() + Bins / 2.0, index = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            double expected = (p[bin] + 0.5) / sumP, found = (q[bin] + 0.5) / sumQ;
            index += (found - expected) * Math.Log(found / expected);
        }

        return index;
    }
}
