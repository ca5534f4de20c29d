using System.Diagnostics;
using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>Trains each model and ranks the catalogue for each context that a test user asked in.</summary>
internal static class ContextRun
{
    /// <param name="source">The data.</param>
    /// <param name="models">Which models.</param>
    /// <param name="seeds">Of the models; metrics are means over them, the comparison is of the first.</param>
    /// <param name="validation">Whether to test on the validation rows instead, for choosing settings.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static RankingResults Run(ContextSource source, IReadOnlyList<ContextModel> models, IReadOnlyList<int> seeds, bool validation, CancellationToken cancellationToken = default)
    {
        Console.WriteLine(FormattableString.Invariant($"{source.Name}: {source.Train.Count:N0} rows to learn from, {source.Validation.Count:N0} to validate on, {source.Test.Count:N0} to test on"));
        var results = new List<RankingModelResult>();
        var reports = new List<RankingReport>();
        foreach (var model in models)
        {
            var runs = new List<(RankingReport Report, double Seconds, double CpuSeconds, double EvaluationSeconds, double Megabytes)>();
            foreach (int seed in seeds) runs.Add(Run(source, model, seed, validation, cancellationToken));
            var result = RankingModelResult.Of(model.Name, runs);
            results.Add(result);
            reports.Add(runs[0].Report);
            Console.WriteLine(FormattableString.Invariant($"  {model.Name,-28} {string.Join("  ", result.Metrics.Select(m => $"{m.Key} {m.Value:F4}"))}  {result.CpuSeconds:F1} CPU s"));
        }

        return new RankingResults(source.Name, $"{source.Protocol}{(validation ? "; tested on the validation rows" : "")}; {reports[0].Protocol}", seeds, results) { Task = "context", Reports = reports };
    }

    private static (RankingReport Report, double Seconds, double CpuSeconds, double EvaluationSeconds, double Megabytes) Run(
        ContextSource source, ContextModel model, int seed, bool validation, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var options = model.Options with { Pipeline = PipelineOf(source, model), Trainer = model.Options.Trainer with { Seed = seed } };
        using var recommender = Recommender.TrainRanking<string, string>(new TrainingSet(source.Train), options, cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, cpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        // A test row is asked with the validation rows as history: they are known, and not learned from.
        var (test, history, met) = validation ? (source.Validation, null, source.Train) : (source.Test, source.Validation, source.Train.Concat(source.Validation));
        using var memory = new MemoryWatch();
        var report = recommender.Evaluate(test, new RankingEvaluationOptions { GivenContext = true, MetInContext = met }, history, cancellationToken);
        return (report, seconds, cpuSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds, memory.Megabytes);
    }

    // What has no vocabulary reaches no model.
    private static PreprocessingPipeline PipelineOf(ContextSource source, ContextModel model) =>
        [new CategoryVocabulary("user"), new CategoryVocabulary("item"), .. model.ReadsContext ? source.Contexts.Select(name => new CategoryVocabulary(name)) : []];
}
