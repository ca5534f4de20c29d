namespace DeepRec;

/// <summary>Gathers the metrics of users, one by one, into means. Not for several threads.</summary>
internal sealed class RankingTally
{
    private static readonly int Metrics = RankingMetrics.Names.Length;

    private readonly RankingEvaluationOptions _options;
    private readonly List<double>[] _values; // [cut-off · metric][user]
    private readonly CompensatedSum[] _lowest;
    private readonly CompensatedSum[] _highest;
    private readonly List<double> _reciprocalRanks = [];
    private CompensatedSum _auc;

    public RankingTally(RankingEvaluationOptions options)
    {
        _options = options;
        int count = options.CutOffs.Count * Metrics;
        (_values, _lowest, _highest) = ([.. Enumerable.Range(0, count).Select(_ => new List<double>())], new CompensatedSum[count], new CompensatedSum[count]);
    }

    /// <summary>The numbers of the requests that were counted, in order.</summary>
    public List<int> Requests { get; } = [];

    public int UsersWithoutAuc { get; private set; }

    public int TiedUsers { get; private set; }

    public double Auc => Requests.Count > UsersWithoutAuc ? _auc.Value / (Requests.Count - UsersWithoutAuc) : double.NaN;

    public double Mrr => MeanOf(_reciprocalRanks);

    public IReadOnlyList<RankingMetrics> Expected => At(i => MeanOf(_values[i]));

    public IReadOnlyList<RankingMetrics> Lowest => At(i => _lowest[i].Value / Requests.Count);

    public IReadOnlyList<RankingMetrics> Highest => At(i => _highest[i].Value / Requests.Count);

    /// <param name="request">The request's number.</param>
    /// <param name="items">Its relevant items, one or more; sorted here.</param>
    /// <param name="candidates">How many items were ranked, the relevant ones among them.</param>
    public void Add(int request, Span<RankedItem> items, int candidates)
    {
        Requests.Add(request);
        double[] gains = new double[items.Length];
        bool tied = false;
        for (int i = 0; i < items.Length; i++)
        {
            gains[i] = items[i].Gain;
            tied |= items[i].Equal > 0;
        }

        Array.Sort(gains, (a, b) => b.CompareTo(a));
        double area = RankingFormulas.Auc(items, candidates);
        if (double.IsNaN(area)) UsersWithoutAuc++;
        else _auc.Add(area);

        var expected = TieGroup.Of(items, TieOrder.Random);
        _reciprocalRanks.Add(RankingFormulas.ReciprocalRank(expected, int.MaxValue));
        TiedUsers += tied ? 1 : 0;
        var best = tied ? TieGroup.Of(items, TieOrder.Best) : expected;
        var worst = tied ? TieGroup.Of(items, TieOrder.Worst) : expected;
        Span<double> values = stackalloc double[Metrics], low = stackalloc double[Metrics], high = stackalloc double[Metrics];
        for (int cut = 0; cut < _options.CutOffs.Count; cut++)
        {
            RankingMetrics.Fill(values, expected, gains, _options.CutOffs[cut]);
            values.CopyTo(low);
            values.CopyTo(high);
            if (tied) RankingMetrics.Fill(low, worst, gains, _options.CutOffs[cut]);
            if (tied) RankingMetrics.Fill(high, best, gains, _options.CutOffs[cut]);
            for (int metric = 0; metric < Metrics; metric++)
            {
                _values[(cut * Metrics) + metric].Add(values[metric]);
                _lowest[(cut * Metrics) + metric].Add(low[metric]);
                _highest[(cut * Metrics) + metric].Add(high[metric]);
            }
        }
    }

    /// <summary>Each metric's values, one for each counted user in the order of <see cref="Requests"/>.</summary>
    /// <param name="suffix">What is added to a metric's name.</param>
    public IReadOnlyDictionary<string, double[]> UserValues(string suffix)
    {
        var all = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (int i = 0; i < _values.Length; i++)
        {
            all.Add(RankingMetrics.NameOf(RankingMetrics.Names[i % Metrics], _options.CutOffs[i / Metrics], _options.Gain) + suffix, [.. _values[i]]);
        }

        all.Add("MRR" + suffix, [.. _reciprocalRanks]);
        return all;
    }

    private RankingMetrics[] At(Func<int, double> value) =>
        [.. _options.CutOffs.Select((k, cut) => new RankingMetrics(k, Requests.Count, _options.Gain, [.. Enumerable.Range(cut * Metrics, Metrics).Select(value)]))];

    private static double MeanOf(List<double> values)
    {
        var sum = new CompensatedSum();
        foreach (double value in values) sum.Add(value);
        return sum.Value / values.Count;
    }
}
