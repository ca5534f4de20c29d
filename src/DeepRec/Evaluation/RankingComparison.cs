using System.Globalization;
using System.Text;

namespace DeepRec;

/// <summary>
/// Models set side by side on the same users: means, and differences of all pairs, with bootstrap intervals over users, and paired t-tests of the pairs with
/// Holm's correction. Users stand for the population of users; what another seed of a training would give is not in the intervals. Immutable, so safe from many threads.
/// </summary>
public sealed record RankingComparison
{
    private RankingComparison()
    {
    }

    /// <summary>The protocol that all reports share.</summary>
    public string Protocol { get; private init; } = "";

    /// <summary>How many users the models were compared on.</summary>
    public int Users { get; private init; }

    /// <summary>The share of drawn means within an interval; 1 − the level of the tests.</summary>
    public double Confidence { get; private init; }

    /// <summary>The models, in the order given.</summary>
    public IReadOnlyList<ComparedModel> Models { get; private init; } = [];

    /// <summary>Each pair of models under each metric.</summary>
    public IReadOnlyList<ModelDifference> Differences { get; private init; } = [];

    /// <summary>Compares models that were evaluated on the same requests.</summary>
    /// <param name="models">Each model's name, report and time in seconds.</param>
    /// <param name="metrics">Names of metrics, such as 'NDCG@10'; see <see cref="RankingReport.MetricNames"/>.</param>
    /// <param name="options">Intervals and levels; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">There are no models or metrics, two models have one name, a report lacks a metric, or reports differ in protocol or users.</exception>
    public static RankingComparison Of(IReadOnlyList<(string Name, RankingReport Report, double Seconds)> models, IReadOnlyList<string> metrics, RankingComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(metrics);
        options ??= RankingComparisonOptions.Default;
        Check(models, metrics);
        var series = (from metric in metrics from model in models select model.Report.ValuesOf(metric)).ToArray(); // metric by metric
        var intervals = Significance.Bootstrap(series, options.Resamples, options.Confidence, options.Seed);
        return new RankingComparison
        {
            Protocol = models[0].Report.Protocol,
            Users = models[0].Report.Users,
            Confidence = options.Confidence,
            Models = [.. models.Select((model, m) => new ComparedModel(model.Name, model.Seconds, [.. metrics.Select((metric, i) =>
                new ComparedValue(metric, model.Report.Value(metric), intervals[(i * models.Count) + m].Lower, intervals[(i * models.Count) + m].Upper))]))],
            Differences = Tests(models, metrics, options),
        };
    }

    /// <summary>A readable table of means and intervals, and one of differences.</summary>
    public override string ToString()
    {
        var means = new TextTable(["Model", .. Models[0].Values.Select(v => v.Metric), "Seconds"]);
        foreach (var model in Models)
        {
            means.Add([model.Name, .. model.Values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Mean:F4} [{v.Lower:F4}, {v.Upper:F4}]")), model.Seconds.ToString("F1", CultureInfo.InvariantCulture)]);
        }

        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{Protocol}; {Users:N0} users; intervals of {100 * Confidence:0.##} % over users\n\n{means}"));
        if (Differences.Count == 0) return text.ToString();
        var differences = new TextTable("Metric", "First", "Second", "Difference", "p", "p (Holm)", "");
        foreach (var d in Differences)
        {
            differences.Add(d.Metric, d.First, d.Second, string.Create(CultureInfo.InvariantCulture, $"{d.Difference:F4} [{d.Lower:F4}, {d.Upper:F4}]"), Text(d.PValue), Text(d.AdjustedPValue), d.AdjustedPValue < 1 - Confidence ? "" : "may be chance");
        }

        return text.Append('\n').Append(differences).ToString();

        static string Text(double p) => p.ToString("G2", CultureInfo.InvariantCulture);
    }

    private static void Check(IReadOnlyList<(string Name, RankingReport Report, double Seconds)> models, IReadOnlyList<string> metrics)
    {
        if (models.Count == 0) throw new ArgumentException("There are no models to compare.", nameof(models));
        if (metrics.Count == 0) throw new ArgumentException("There are no metrics to compare by.", nameof(metrics));
        if (models.Select(m => m.Name).Distinct().Count() < models.Count) throw new ArgumentException("Two models have the same name. Give each its own.", nameof(models));
        var (name, first, _) = models[0];
        foreach (var (other, report, _) in models)
        {
            if (report.Protocol != first.Protocol) throw new ArgumentException($"'{name}' was evaluated by '{first.Protocol}', '{other}' by '{report.Protocol}'. Only figures of one protocol can be compared.", nameof(models));
            if (!report.CountedRequests.AsSpan().SequenceEqual(first.CountedRequests)) throw new ArgumentException($"'{name}' and '{other}' were evaluated on different users. Evaluate both on the same.", nameof(models));
        }
    }

    private static ModelDifference[] Tests(IReadOnlyList<(string Name, RankingReport Report, double Seconds)> models, IReadOnlyList<string> metrics, RankingComparisonOptions options)
    {
        var pairs = (from metric in metrics
                     from i in Enumerable.Range(0, models.Count)
                     from j in Enumerable.Range(i + 1, models.Count - i - 1)
                     select (Metric: metric, First: models[i], Second: models[j])).ToArray();
        if (pairs.Length == 0) return [];
        var intervals = Significance.Bootstrap([.. pairs.Select(p => p.First.Report.ValuesOf(p.Metric).Zip(p.Second.Report.ValuesOf(p.Metric), (first, second) => first - second).ToArray())], options.Resamples, options.Confidence, options.Seed);
        double[] values = [.. pairs.Select(p => Significance.PairedTTest(p.First.Report.ValuesOf(p.Metric), p.Second.Report.ValuesOf(p.Metric)))];
        double[] adjusted = Significance.Holm(values);
        return [.. pairs.Select((p, i) => new ModelDifference(p.Metric, p.First.Name, p.Second.Name, p.First.Report.Value(p.Metric) - p.Second.Report.Value(p.Metric), values[i], adjusted[i]) { Lower = intervals[i].Lower, Upper = intervals[i].Upper })];
    }
}
