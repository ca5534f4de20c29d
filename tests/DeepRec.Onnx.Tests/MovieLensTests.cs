using System.Globalization;
using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Onnx.Tests;

/// <summary>Real rows; skipped unless the environment variable DEEPREC_DATA names the folder that holds ml-100k.</summary>
public sealed class MovieLensTests
{
    public static TheoryData<string> Raters => ["recommended", "rated history", "DeepFM", "DCN"];

    [Theory]
    [MemberData(nameof(Raters))]
    public void TheTestRowsOfFoldOneGetTheRatingsOfTheCore(string model)
    {
        var (train, test) = Read();
        var options = model switch
        {
            "rated history" => RecommenderOptions.RatedHistory,
            "DeepFM" => RecommenderOptions.Recommended with { Model = new DeepFmOptions() },
            "DCN" => RecommenderOptions.Recommended with { Model = new DeepCrossNetworkOptions() },
            _ => RecommenderOptions.Recommended,
        };
        using var recommender = Recommender.Train<int, int>(train, options with { Trainer = options.Trainer with { Epochs = 2 } }, TestContext.Current.CancellationToken);
        using var scratch = new Scratch();
        recommender.ExportOnnx(scratch["ratings.onnx"]);
        Checker.Check(scratch["ratings.onnx"]);
        using var served = OnnxRecommender.Load<int, int>(scratch["ratings.onnx"]);

        var users = test.Column<CategoryColumn>("User");
        var items = test.Column<CategoryColumn>("Item");
        (int, int)[] pairs = [.. Enumerable.Range(0, test.Count).Select(row => (int.Parse(users.TextAt(row)!, CultureInfo.InvariantCulture), int.Parse(items.TextAt(row)!, CultureInfo.InvariantCulture)))];
        RatingParityTests.Near([.. pairs.Select(pair => recommender.Predict(pair.Item1, pair.Item2))], served.PredictBatch(pairs));
        Assert.Equal(recommender.Recommend(5, 10).Select(best => best.Item), served.Recommend(5, 10).Select(best => best.Item));
    }

    public static TheoryData<string> Rankers => ["softmax ranker", "SASRec", "GRU4Rec", "NeuMF"];

    [Theory]
    [MemberData(nameof(Rankers))]
    public void UsersGetTheScoresOfTheCore(string model)
    {
        var (train, _) = Read();
        RankingModelOptions options = model switch
        {
            "SASRec" => new SasRecOptions(),
            "GRU4Rec" => new Gru4RecOptions(),
            "NeuMF" => new NeuMfOptions { Factors = 8, Pretraining = null },
            _ => new SoftmaxRankerOptions { Scorer = new FactoredScorer { History = new PooledHistoryOptions(), UserId = true } },
        };
        using var recommender = Recommender.TrainRanking<int, int>(train, new RankingOptions { Model = options, Trainer = new TrainerOptions { Epochs = 1, BatchSize = 512 } }, TestContext.Current.CancellationToken);
        using var scratch = new Scratch();
        recommender.ExportOnnx(scratch["ranker.onnx"]);
        Checker.Check(scratch["ranker.onnx"]);
        using var served = OnnxRecommender.Load<int, int>(scratch["ranker.onnx"]);
        for (int user = 1; user <= 40; user++)
        {
            var expected = recommender.Recommend(user, 2000);
            var actual = served.Recommend(user, 2000).ToDictionary(best => best.Item, best => best.Score);
            Assert.Equal(expected.Count, actual.Count);
            RatingParityTests.Near([.. expected.Select(best => best.Score)], [.. expected.Select(best => actual[best.Item])]);
        }
    }

    private static (TrainingSet Train, Dataset Test) Read()
    {
        string? data = Environment.GetEnvironmentVariable("DEEPREC_DATA");
        Assert.SkipWhen(data is null, "Set DEEPREC_DATA to the folder that holds ml-100k.");
        var users = Dataset.FromCsv(
            Path.Combine(data!, "ml-100k", "u.user"), new FeatureSchema([Feature.User("User"), Feature.Number("Age", FeatureRole.UserFeature), Feature.Category("Gender", FeatureRole.UserFeature), Feature.Category("Occupation", FeatureRole.UserFeature)]),
            new CsvOptions { Separator = "|", HasHeader = false, ColumnPositions = Positions("User", "Age", "Gender", "Occupation") });
        return (new TrainingSet(Dataset.Join(Ratings("u1.base"), users)), Dataset.Join(Ratings("u1.test"), users));

        Dataset Ratings(string file) => Dataset.FromCsv(
            Path.Combine(data!, "ml-100k", file), new FeatureSchema([Feature.User("User"), Feature.Item("Item"), Feature.Label("Stars")]),
            new CsvOptions { Separator = "\t", HasHeader = false, ColumnPositions = Positions("User", "Item", "Stars") });
    }

    private static Dictionary<string, int> Positions(params string[] names) => names.Select((name, position) => (name, position)).ToDictionary(pair => pair.name, pair => pair.position);
}
