namespace DeepRec;

/// <summary>
/// What the times of a user's other ratings say of a row's moment: for τ of 30 s, 5 min, 1 h and 2 days, w_j = exp(−|t_j − t| / τ), the mean of how much
/// higher the user rated than others did, Σ w e / (Σ w + 1), and ln(1 + Σ w) / 4; then where t lies in the time of the data, since the user's first rating,
/// the span of his ratings, and the hour. 13 numbers of a size near 1; zeros where the time is not known.
/// </summary>
/// <remarks>e_j = (r_j − m − item mean) / s, the item's mean shrunk by 5 ratings. Immutable; safe from many threads.</remarks>
internal sealed class RatingMoments
{
    /// <summary>Numbers of a row.</summary>
    public const int Width = 13;

    private const double Shrinkage = 5, Widest = 20; // e^−20 is nothing beside 1
    private static readonly double[] Scales = [30, 300, 3600, 2 * 86400];
    private readonly RatedSide _users;
    private readonly float[] _surprise; // e, beside the users' entries
    private readonly bool _earlierOnly;
    private readonly long _first;
    private readonly long _last;

    public RatingMoments(RatingGraph graph, bool earlierOnly)
    {
        (_users, _earlierOnly) = (graph.Users, earlierOnly);
        long[] known = [.. graph.Users.Ticks.Where(ticks => ticks != DateTimeColumn.Missing)];
        (_first, _last) = (known.DefaultIfEmpty().Min(), known.DefaultIfEmpty().Max());
        double mean = graph.Count == 0 ? 0 : _users.Ratings.Average(rating => (double)rating);
        double deviation = graph.Count == 0 ? 1 : Math.Sqrt(_users.Ratings.Average(rating => (rating - mean) * (rating - mean)));
        if (deviation <= 1e-6 * Math.Max(1, Math.Abs(mean))) deviation = 1;
        var itemMean = new double[graph.Items.Count];
        for (int item = 0; item < itemMean.Length; item++)
        {
            double sum = 0;
            foreach (float rating in graph.Items.Ratings.AsSpan(graph.Items.Offsets[item]..graph.Items.Offsets[item + 1])) sum += rating - mean;
            itemMean[item] = sum / (graph.Items.CountOf(item) + Shrinkage);
        }

        _surprise = new float[graph.Count];
        for (int entry = 0; entry < _surprise.Length; entry++) _surprise[entry] = (float)((_users.Ratings[entry] - mean - itemMean[_users.Others[entry]]) / deviation);
    }

    /// <summary>The numbers of a row.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="ticks">The row's time.</param>
    /// <param name="ownItem">The item of the rating that is left out, once; below 0 where none is.</param>
    /// <param name="target">Shape [13]; filled.</param>
    public void Fill(int user, long ticks, int ownItem, Span<float> target)
    {
        target.Clear();
        if (ticks == DateTimeColumn.Missing || _users.Ticks.Length == 0) return;
        Span<double> weight = stackalloc double[Scales.Length], sum = stackalloc double[Scales.Length];
        weight.Clear();
        sum.Clear();
        long first = long.MaxValue, last = long.MinValue;
        bool isLeftOut = ownItem < 0;
        for (int entry = _users.Offsets[user]; entry < _users.Offsets[user + 1]; entry++)
        {
            long at = _users.Ticks[entry];
            if (!isLeftOut && _users.Others[entry] == ownItem && at == ticks)
            {
                isLeftOut = true;
                continue;
            }

            if (at == DateTimeColumn.Missing || (_earlierOnly && at >= ticks)) continue;
            (first, last) = (Math.Min(first, at), Math.Max(last, at));
            double seconds = Math.Abs(at - ticks) / (double)TimeSpan.TicksPerSecond;
            for (int k = Scales.Length - 1; k >= 0 && seconds < Widest * Scales[k]; k--)
            {
                double w = Math.Exp(-seconds / Scales[k]);
                weight[k] += w;
                sum[k] += w * _surprise[entry];
            }
        }

        for (int k = 0; k < Scales.Length; k++) (target[2 * k], target[(2 * k) + 1]) = ((float)(sum[k] / (weight[k] + 1)), (float)(Math.Log(1 + weight[k]) / 4));
        target[8] = _last > _first ? (float)(Math.Clamp((double)(ticks - _first) / (_last - _first), 0, 1) - 0.5) : 0;
        if (first <= last)
        {
            target[9] = (float)(Math.Log(1 + (Math.Max(0, ticks - first) / (double)TimeSpan.TicksPerMinute)) / 10);
            target[10] = (float)(Math.Log(1 + ((last - first) / (double)TimeSpan.TicksPerMinute)) / 10);
        }

        double turn = ticks % TimeSpan.TicksPerDay / (double)TimeSpan.TicksPerDay * 2 * Math.PI;
        (target[11], target[12]) = ((float)Math.Sin(turn), (float)Math.Cos(turn));
    }
}
