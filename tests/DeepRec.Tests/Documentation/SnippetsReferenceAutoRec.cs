using static DeepRec.Tests.Documentation.Examples;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of the page on autoencoders of ratings.</summary>
internal static class SnippetsReferenceAutoRec
{
    public static void ItemAutoRecExample()
    {
        var ratings = Enumerable.Range(0, 12).Select(k => new Event($"u{k % 4}", $"i{k % 3}", 1 + (k * 7 % 5))).ToArray();
        using var recommender = Recommender.Train<string, string>(new TrainingSet(Dataset.From(ratings)), RecommenderOptions.ItemAutoRec with { Trainer = RecommenderOptions.ItemAutoRec.Trainer with { BatchSize = 4 } });

        Console.WriteLine(recommender.Report!.Steps / recommender.Report.History.Count);
        Console.WriteLine(float.IsFinite(recommender.Predict("a new user", "i1")));
    }
}
