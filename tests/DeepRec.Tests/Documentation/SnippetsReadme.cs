using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using Console = DeepRec.Tests.Documentation.CapturedConsole;
using GeneratedShop = DeepRec.Tests.Documentation.SmallShop;

#pragma warning disable IDE0040 // As a reader writes it.

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of README.md and README.zh-CN.md.</summary>
internal static class SnippetsReadme
{
    record Rating(
        [User] string UserId, [Item] string ItemId, [Label] float Value, [Timestamp] DateTimeOffset At,
        [Numeric] float? Price, [Categorical] string? Brand, [Categories] string[] Tags, [Categorical] string? Device);

    public static void Core()
    {
        var shop = GeneratedShop.Create();
        var (train, test) = Split.Random(shop.ToDataset(), testFraction: 0.2, seed: 42);

        using var recommender = Recommender.Train<string, string>(train);

        Console.WriteLine($"MSE {recommender.Evaluate(test).MeanSquaredError:F4}");
        foreach (var (item, score) in recommender.Recommend("u1", count: 10)) Console.WriteLine($"{item}  {score:F2}");
        recommender.Save("shop.deeprec");
    }

    public static async Task FourAbstractions()
    {
        var ratings = Dataset.FromCsv<Rating>("ratings.csv");
        Console.WriteLine(DataQualityReport.Of(ratings));
        var (train, test) = Split.ByTime(ratings, testFraction: 0.2);

        var pipeline = new PreprocessingPipeline
        {
            new DropInvalidRows(),
            new Deduplicate(),
            new CategoryVocabulary("UserId"),
            new CategoryVocabulary("ItemId") { MinimumCount = 2 },
            new FillMissing("Price", FillStrategy.Median),
            new LogTransform("Price"),
            new Standardize("Price"),
            new CategoryVocabulary("Brand"),
            new CategoryVocabulary("Tags"),
            new CategoryVocabulary("Device"),
        };
        var fitted = pipeline.Fit(train);

        var model = new MlpRatingPredictorOptions
        {
            Encoders = new Dictionary<string, FeatureEncoderOptions>
            {
                ["Device"] = new OneHotEncoderOptions(),
                ["Tags"] = new CategoriesEncoderOptions { Dimension = 16, Pooling = BagPooling.SquareRoot },
            },
        };

        var options = RecommenderOptions.Recommended with
        {
            Pipeline = pipeline,
            Model = model with { HiddenLayers = [64, 32], Dropout = 0.2, Biases = true, Loss = new HuberLoss() },
            Trainer = new TrainerOptions { Epochs = 20, BatchSize = 256, ValidationFraction = 0.1, Patience = 3, Seed = 42 },
        };
        using var recommender = await Recommender.TrainAsync<string, string>(train, options);

        using var ranker = Recommender.TrainRanking<string, string>(train, new RankingOptions
        {
            Pipeline = pipeline,
            Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 64, UserId = true }, Loss = new SampledSoftmaxLoss() },
        });
        Console.WriteLine($"NDCG@10 {ranker.Evaluate(test).Value("NDCG@10"):F4}");
        var request = new RankingRequestOptions<string> { RecentItems = ["i7", "i9"] };
        foreach (var (item, score) in ranker.Recommend("a new user", count: 10, request)) Console.WriteLine($"{item}  {score:F2}");

        Console.WriteLine($"{fitted.Inputs.Count} inputs, {recommender.Evaluate(test).Overall.Count} test rows");
    }
}
