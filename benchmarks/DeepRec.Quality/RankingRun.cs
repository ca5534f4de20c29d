using System.Diagnostics;

namespace DeepRec.Quality;

/// <summary>Trains each model with each seed and ranks the catalogue for each test user.</summary>
internal static class RankingRun
{
    /// <param name="source">The data.</param>
    /// <param name="models">Those that suit it are run.</param>
    /// <param name="seeds">Of the models.</param>
    /// <param name="validation">Whether to test on the validation rows instead, for choosing settings.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">There are no validation rows, or no model suits.</exception>
    public static RankingResults Run(RankingSource source, IReadOnlyList<RankingModel> models, IReadOnlyList<int> seeds, bool validation, CancellationToken cancellationToken = default)
    {
        if (validation && source.Validation is null) throw new ArgumentException($"The layout {source.Layout} has no validation rows.");
        Console.WriteLine(FormattableString.Invariant($"{source.Name}: {source.Train.Count:N0} rows to learn from, {source.Validation?.Count ?? 0:N0} to validate on, {source.Test.Count:N0} to test on"));
        var settings = RankingSettings.For(source);
        var results = new List<RankingModelResult>();
        var reports = new List<RankingReport>();
        foreach (var model in models.Where(model => !(validation && model.IsRefit)))
        {
            if (model.Options(settings) is not { } options) continue;
            var runs = new List<(RankingReport Report, double Seconds, double CpuSeconds, double EvaluationSeconds, double Megabytes)>();
            foreach (int seed in seeds) runs.Add(Run(source, model, options with { Trainer = options.Trainer with { Seed = seed } }, validation, cancellationToken));
            var result = RankingModelResult.Of(model.Name, runs);
            results.Add(result);
            reports.Add(runs[0].Report);
            Console.WriteLine(FormattableString.Invariant($"  {model.Name,-28} {string.Join("  ", result.Metrics.Select(m => $"{m.Key} {m.Value:F4}"))}  {result.CpuSeconds:F1} CPU s"));
        }

        if (results.Count == 0) throw new ArgumentException($"None of the models suits the layout {source.Layout} of {source.Train.Items!.Count} items.");
        return new RankingResults(source.Name, $"{source.Protocol}{(validation ? "; tested on the validation rows" : "")}; {reports[0].Protocol}", seeds, results) { Reports = reports };
    }

    private static (RankingReport Report, double Seconds, double CpuSeconds, double EvaluationSeconds, double Megabytes) Run(
        RankingSource source, RankingModel model, RankingOptions options, bool validation, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        using var recommender = Recommender.TrainRanking<string, string>(new TrainingSet(model.IsRefit ? source.TrainAndValidation : source.Train), options, cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, cpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        // A test row is asked with all that came before it; a refit model has learned from it.
        var (test, history) = validation ? (source.Validation!, null) : (source.Test, model.IsRefit ? null : source.Validation);
        using var memory = new MemoryWatch();
        var report = source.Negatives is null
            ? recommender.Evaluate(test, history: history, cancellationToken: cancellationToken)
            : recommender.EvaluateSampled(test, NegativesOf(source), history: history, cancellationToken: cancellationToken);
        return (report, seconds, cpuSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds, memory.Megabytes);
    }

    private static Dictionary<string, IReadOnlyList<string>> NegativesOf(RankingSource source)
    {
        var users = source.Test.Column<CategoryColumn>(source.Test.Schema.User!.Name);
        return Enumerable.Range(0, source.Test.Count).ToDictionary(row => users.TextAt(row)!, row => source.Negatives![row]);
    }
}
