namespace DeepRec;

/// <summary>Gathers the metrics of requests, one by one, into means over users. Not for several threads.</summary>
internal sealed class RankingTally
{
    private static readonly int Metrics = RankingMetrics.Names.Length;

    private readonly RankingEvaluationOptions _options;
    private readonly int[]? _owners;
    private readonly UserMeans[] _values; // [cut-off · metric]
    private readonly UserMeans[] _lowest;
    private readonly UserMeans[] _highest;
    private readonly UserMeans _reciprocalRanks = new();
    private readonly UserMeans _auc = new();

    /// <param name="options">Cut-offs and gains.</param>
    /// <param name="owners">The user of each request, those of one together; <see langword="null"/>: each request is a user.</param>
    public RankingTally(RankingEvaluationOptions options, int[]? owners = null)
    {
        (_options, _owners) = (options, owners);
        UserMeans[] New() => [.. Enumerable.Range(0, options.CutOffs.Count * Metrics).Select(_ => new UserMeans())];
        (_values, _lowest, _highest) = (New(), New(), New());
    }

    /// <summary>The numbers of the requests that were counted, in order.</summary>
    public List<int> Requests { get; } = [];

    public int UsersWithoutAuc { get; private set; }

    public int TiedUsers { get; private set; }

    public int Users => _reciprocalRanks.Count;

    public double Auc => _auc.Mean;

    public double Mrr => _reciprocalRanks.Mean;

    public IReadOnlyList<RankingMetrics> Expected => At(i => _values[i].Mean);

    public IReadOnlyList<RankingMetrics> Lowest => At(i => _lowest[i].Mean);

    public IReadOnlyList<RankingMetrics> Highest => At(i => _highest[i].Mean);

    /// <param name="request">The request's number.</param>
    /// <param name="items">Its relevant items, one or more; sorted here.</param>
    /// <param name="candidates">How many items were ranked, the relevant ones among them.</param>
    public void Add(int request, Span<RankedItem> items, int candidates)
    {
        Requests.Add(request);
        int user = _owners?[request] ?? request;
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
        else _auc.Add(user, area);

        var expected = TieGroup.Of(items, TieOrder.Random);
        _reciprocalRanks.Add(user, RankingFormulas.ReciprocalRank(expected, int.MaxValue));
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
                _values[(cut * Metrics) + metric].Add(user, values[metric]);
                _lowest[(cut * Metrics) + metric].Add(user, low[metric]);
                _highest[(cut * Metrics) + metric].Add(user, high[metric]);
            }
        }
    }

    /// <summary>Each metric's values, one for each counted user in the order of their requests.</summary>
    /// <param name="suffix">What is added to a metric's name.</param>
    public IReadOnlyDictionary<string, double[]> UserValues(string suffix)
    {
        var all = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (int i = 0; i < _values.Length; i++)
        {
            all.Add(RankingMetrics.NameOf(RankingMetrics.Names[i % Metrics], _options.CutOffs[i / Metrics], _options.Gain) + suffix, _values[i].ToArray());
        }

        all.Add("MRR" + suffix, _reciprocalRanks.ToArray());
        return all;
    }

    private RankingMetrics[] At(Func<int, double> value) =>
        [.. _options.CutOffs.Select((k, cut) => new RankingMetrics(k, Users, _options.Gain, [.. Enumerable.Range(cut * Metrics, Metrics).Select(value)]))];
}
