using DeepRec.Models;
using static DeepRec.Tests.Documentation.Examples;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of the pages on rated histories. Each method is named after the type or section that it shows.</summary>
internal static class SnippetsReferenceHistories
{
    public static void RatedHistoryPredictorExample()
    {
        var ratings = Enumerable.Range(0, 12).Select(k => new Event($"u{k % 4}", $"i{k % 3}", 1 + (k * 7 % 5))).ToArray();
        using var recommender = Recommender.Train<string, string>(new TrainingSet(Dataset.From(ratings)), RecommenderOptions.RatedHistory);
        var given = new Dictionary<string, float> { ["i0"] = 5, ["i2"] = 1, ["not in the catalogue"] = 3 };

        Console.WriteLine(float.IsFinite(recommender.Predict("a new user", "i1", ratings: given)));
        Console.WriteLine(recommender.Recommend("a new user", 3, new RecommendOptions<string> { Ratings = given }).Count);
    }

    public static RecommenderOptions RatingEnsembleExample()
    {
        RecommenderOptions options = RecommenderOptions.RatedHistory with
        {
            Model = new RatingEnsembleOptions
            {
                Members =
                [
                    new RatingEnsembleMember { Model = new RatedHistoryPredictorOptions(), Weight = 2 },
                    new RatingEnsembleMember { Model = new MlpRatingPredictorOptions { Biases = true }, Trainer = new TrainerOptions { Epochs = 5 } },
                ],
            },
        };
        return options;
    }
}
