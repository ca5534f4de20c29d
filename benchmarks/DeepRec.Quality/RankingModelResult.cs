namespace DeepRec.Quality;

/// <summary>A model's metrics, means over seeds.</summary>
/// <param name="Name">The model.</param>
/// <param name="Metrics">By name and cut-off.</param>
/// <param name="Seconds">Wall clock of learning, mean over seeds.</param>
/// <param name="CpuSeconds">Processor time of learning, mean over seeds.</param>
/// <param name="EvaluationSeconds">Wall clock of ranking for all test users, mean over seeds.</param>
/// <param name="EvaluationMegabytes">How far the process' working set rose while it ranked, the most over seeds, in MB of 2²⁰ bytes.</param>
/// <param name="SeedMetrics">Where there is more than one seed: each seed's.</param>
internal sealed record RankingModelResult(
    string Name, IReadOnlyDictionary<string, double> Metrics, double Seconds, double CpuSeconds, double EvaluationSeconds, double EvaluationMegabytes, IReadOnlyList<IReadOnlyDictionary<string, double>>? SeedMetrics)
{
    public static readonly IReadOnlyList<string> Printed = ["Recall@10", "NDCG@10", "Recall@20", "NDCG@20", "MRR@10"];

    public static RankingModelResult Of(string name, IReadOnlyList<(RankingReport Report, double Seconds, double CpuSeconds, double EvaluationSeconds, double Megabytes)> runs)
    {
        Dictionary<string, double>[] metrics = [.. runs.Select(run => Printed.ToDictionary(metric => metric, metric => run.Report.Value(NameIn(run.Report, metric))))];
        return new RankingModelResult(
            name, Printed.ToDictionary(metric => metric, metric => metrics.Average(m => m[metric])), runs.Average(run => run.Seconds), runs.Average(run => run.CpuSeconds),
            runs.Average(run => run.EvaluationSeconds), runs.Max(run => run.Megabytes), runs.Count == 1 ? null : metrics);
    }

    // A sampled protocol says so behind the name.
    public static string NameIn(RankingReport report, string metric) => report.MetricNames.First(name => name == metric || name.StartsWith(metric + " ", StringComparison.Ordinal));
}
