using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests;

/// <summary>Weights of rows by the front door.</summary>
public sealed class RecommenderWeightsTests(SmallRanking shop) : IClassFixture<SmallRanking>
{
    // A line through the item's number: too simple for what is true, so that it fits best where rows count most.
    private static readonly RecommenderOptions Line = new()
    {
        Pipeline = [new Standardize("X")],
        Model = new MlpRatingPredictorOptions { HiddenLayers = [] },
        Trainer = new TrainerOptions { Epochs = 60, BatchSize = 500, Optimizer = new AdamOptions { LearningRate = 0.01 }, Schedule = new LinearSchedule() },
    };

    [Fact]
    public void InversePropensitiesLowerTheErrorOverAllItemsWherePopularOnesAreObserved()
    {
        // Items lie at X from −1 to 1 and are rated X² and noise; who is at the right end is observed e⁴ times as often.
        var random = new SeededRandom(7);
        double[] places = [.. Enumerable.Range(0, 200).Select(item => item / 99.5 - 1)];
        var observed = new List<Seen>();
        for (int i = 0; i < places.Length; i++) for (int user = 0; user < 100; user++) if (random.NextDouble() < 0.6 * Math.Exp(2 * places[i] - 2)) observed.Add(See(i, user));
        var uniform = Dataset.From(Enumerable.Range(0, 2000).Select(k => See(k % 200, k / 200)));
        var train = new TrainingSet(Dataset.From(observed));

        double plain = Error(train, uniform, null), half = Error(train, uniform, new PopularityWeights()), whole = Error(train, uniform, new PopularityWeights { Power = 1, Floor = 0.01 });

        Assert.InRange(half, 0, 0.9 * plain);
        Assert.InRange(whole, 0, 0.95 * half);

        Seen See(int item, int user) => new($"u{user}", $"i{item}", (float)places[item], null, (float)(places[item] * places[item] + 0.1 * (random.NextDouble() - 0.5)));
    }

    [Fact]
    public void GroupsThatCountAlikeLowerTheErrorOfTheWorst()
    {
        // One user in twenty likes the contrary of the others.
        var random = new SeededRandom(3);
        var rows = Dataset.From(Enumerable.Range(0, 4000).Select(k =>
        {
            (int user, double x) = (k % 100, random.NextDouble() * 2 - 1);
            return new Seen($"u{user}", $"i{random.NextInt(500)}", (float)x, user < 5 ? "few" : "many", (float)(user < 5 ? -x : 2 * x));
        }));
        var (train, test) = Split.Random(rows, 0.25);

        var (fewPlain, manyPlain) = Errors(null);
        var (few, many) = Errors(new GroupWeights("Group"));

        Assert.True(fewPlain > manyPlain);
        Assert.InRange(Math.Max(few, many), 0, 0.6 * fewPlain);
        Assert.True(many > manyPlain); // the price

        (double Few, double Many) Errors(RowWeights? weights)
        {
            using var recommender = SmallShop.TrainOn<string, string>(train, Line with { Weights = weights });
            return (Of("few"), Of("many"));

            double Of(string group)
            {
                var part = test.Select([.. Enumerable.Range(0, test.Count).Where(row => test["Group"].TextAt(row) == group)]);
                return Error(recommender, part);
            }
        }
    }

    [Fact]
    public void WeightsAreOfTheRowsThatStay()
    {
        var weights = new Noted();
        var rows = new TrainingSet(Dataset.From([new Seen("u1", "i1", 1, null, 1), new Seen("u1", "i1", 1, null, 2), new Seen("u2", "i2", 3, null, 4), new Seen("u2", null, 3, null, 4)]));

        SmallShop.TrainOn<string, string>(rows, Line with { Pipeline = [new DropInvalidRows(), new Deduplicate(), new Standardize("X")], Weights = weights }).Dispose();

        Assert.Equal([2, 4], weights.Labels);
    }

    [Fact]
    public void AColumnOfWeightsIsNotReadByTheModelAndServingGoesWithout()
    {
        var rows = shop.Shop.Train.Rows;
        var train = new TrainingSet(rows.With(Feature.Number("Trust", FeatureRole.Event), new NumberColumn([.. Enumerable.Range(0, rows.Count).Select(row => (float)(row % 3))])));
        var test = shop.Shop.Test.With(Feature.Number("Trust", FeatureRole.Event), new NumberColumn([.. Enumerable.Repeat(float.NaN, shop.Shop.Test.Count)]));
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "weighted.deeprec");

        using var weighted = SmallShop.TrainOn<string, string>(train, SmallShop.Quick with { Weights = new ColumnWeights("Trust") });
        using var plain = SmallShop.TrainOn<string, string>(train, SmallShop.Quick);
        weighted.Save(path);
        using var loaded = Recommender.Load<string, string>(path);

        Assert.NotEqual(plain.Predict(test), weighted.Predict(test));
        Assert.Equal(weighted.Predict(test), loaded.Predict(test));
        Assert.Equal(weighted.Predict(shop.Shop.Train.Rows["UserId"].TextAt(0)!, shop.Shop.Train.Rows["ItemId"].TextAt(0)!), loaded.Predict(shop.Shop.Train.Rows["UserId"].TextAt(0)!, shop.Shop.Train.Rows["ItemId"].TextAt(0)!));
        Assert.True(weighted.Report!.Fused);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    public static TheoryData<string> Rankers { get; } = ["softmax", "bert4rec", "sasrec", "neumf"];

    [Theory]
    [MemberData(nameof(Rankers))]
    public void RankersTakeThem(string ranker)
    {
        RankingModelOptions model = ranker switch
        {
            "softmax" => SmallRanking.Quick.Model,
            "bert4rec" => new Bert4RecOptions { Dimension = 8, Length = 5 },
            "sasrec" => new SasRecOptions { Dimension = 8, Length = 5 },
            _ => new NeuMfOptions(),
        };
        double[] Losses(RowWeights? weights)
        {
            using var recommender = SmallRanking.TrainOn<string, string>(shop.Shop.Train, SmallRanking.Quick with { Model = model, Weights = weights });
            return [.. recommender.Report!.History.Select(epoch => epoch.Loss)];
        }

        Assert.NotEqual(Losses(null), Losses(new PopularityWeights()));
        Assert.Equal(Losses(null), Losses(new PopularityWeights { Power = 0 }));
    }

    [Fact]
    public void WhoCannotTakeThemSaysSo()
    {
        Refused("PopularityOptions takes no weights of rows.", SmallRanking.Quick with { Model = new PopularityOptions() });
        Refused("ItemAutoencoder learns from users as a whole and takes no weights of rows.", SmallRanking.Quick with { Model = new ItemAutoencoderOptions() });
        Refused("Private training does not cover weights of rows", SmallRanking.Quick with { Trainer = SmallRanking.Quick.Trainer with { Privacy = new PrivacyOptions() } });

        void Refused(string message, RankingOptions options) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => SmallRanking.TrainOn<string, string>(shop.Shop.Train, options with { Weights = new PopularityWeights() })).Message, StringComparison.Ordinal);
    }

    private static double Error(TrainingSet train, Dataset test, RowWeights? weights)
    {
        using var recommender = SmallShop.TrainOn<string, string>(train, Line with { Weights = weights });
        return Error(recommender, test);
    }

    private static double Error(Recommender<string, string> recommender, Dataset test) =>
        recommender.Predict(test).Zip(test.Column<NumberColumn>("Value").Values.ToArray(), (found, label) => Math.Pow(found - label, 2)).Average();

    private sealed record Seen([User] string User, [Item] string? Item, [Numeric] float X, [Categorical] string? Group, [Label] float Value);

    private sealed record Noted : RowWeights
    {
        public List<float> Labels { get; } = [];

        protected override float[] Weigh(Dataset rows)
        {
            Labels.AddRange(rows.Column<NumberColumn>("Value").Values);
            return [.. Labels];
        }
    }
}
