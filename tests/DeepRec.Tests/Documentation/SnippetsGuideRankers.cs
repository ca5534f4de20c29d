using System.Diagnostics;
using DeepRec.Models;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/rankers.md.</summary>
internal static class SnippetsGuideRankers
{
    public static void First(TrainingSet train, Dataset test)
    {
        using var ranker = Recommender.TrainRanking<int, string>(train, new RankingOptions { MinimumLabel = 3 });

        foreach (var (item, score) in ranker.Recommend(7, count: 3)) Console.WriteLine($"{item}  {score:F2}");
        Console.WriteLine(ranker.Evaluate(test));
    }

    public static void Compare(TrainingSet train, Dataset test)
    {
        RankingModelOptions[] models = [new PopularityOptions(), new ItemKnnOptions { HistoryDecay = 0.9 }, new EaseOptions(), new SoftmaxRankerOptions()];
        var compared = new List<(string Name, RankingReport Report, double Seconds)>();
        foreach (var model in models)
        {
            var clock = Stopwatch.StartNew();
            using var fitted = Recommender.TrainRanking<int, string>(train, new RankingOptions { Model = model });
            compared.Add((model.GetType().Name, fitted.Evaluate(test), clock.Elapsed.TotalSeconds));
        }

        Console.WriteLine(RankingComparison.Of(compared, ["NDCG@10"]));
    }

    public static void Watch(TrainingSet train)
    {
        var options = new RankingOptions();
        using var watched = Recommender.TrainRanking<int, string>(train, options with
        {
            Trainer = options.Trainer with { Epochs = 30, ValidationFraction = 0.1, Patience = 3 },
        });
        Console.WriteLine($"best epoch {watched.Report!.BestEpoch}");
    }
}
