using DeepRec.Models;
using DeepRec.Preprocessing;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/leakage-and-selection.md.</summary>
internal static class SnippetsGuideSelection
{
    public static LeakageReport Audit(Dataset ratings)
    {
        var (train, test) = Split.ByTime(ratings);
        var fitted = PreprocessingPipeline.Default(train.Schema).Fit(train);
        var audit = LeakageAudit.Of(train, test, fitted, new LeakageAuditOptions { Protocol = SplitProtocol.ByTime });
        Console.WriteLine(audit);
        audit.ThrowIfLeaking(); // strict mode: a LeakageException ends the run
        return audit;
    }

    public static SearchResult<MlpRatingPredictorOptions> Search(TrainingSet train, RecommenderOptions quick)
    {
        var (smaller, validation) = Split.ValidationByTime(train);
        var search = new SettingsSearch<MlpRatingPredictorOptions>(
            start: new MlpRatingPredictorOptions { EmbeddingDimension = 8 },
            space: new SearchSpace(
                SearchDimension.Choice("layers", "none", "16", "32,16"),
                SearchDimension.Grid("dimension", 4, 8, 16),
                SearchDimension.Uniform("dropout", 0, 0.5)),
            apply: (options, point) => options with
            {
                HiddenLayers = point.Text("layers") == "none" ? [] : [.. point.Text("layers").Split(',').Select(int.Parse)],
                EmbeddingDimension = point.Integer("dimension"),
                Dropout = point.Number("dropout"),
            },
            objective: (options, cancellation) =>
            {
                using var candidate = Recommender.Train<int, string>(smaller, quick with { Model = options }, cancellation);
                return candidate.Evaluate(validation).RootMeanSquaredError;
            },
            new SettingsSearchOptions { Trials = 4, TimeLimit = TimeSpan.FromHours(1), Path = "runs/search.jsonl" });
        var result = search.Run();
        Console.WriteLine(result);
        return result;
    }
}
