using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Models;

/// <summary>Each user wants items of about a price of their own, known by what they earn: neither too cheap nor too dear.</summary>
public sealed class PlantedInteractionTests
{
    private const int Users = 200, Items = 100, Met = 8;

    private static readonly PreprocessingPipeline Pipeline = [new Standardize("Income"), new Standardize("Price")];

    [Fact]
    public void TheJointScorerFindsTheUsersPriceAndALinearFactoredOneCannot()
    {
        var (train, test) = Purchases();

        var joint = Evaluate(train, test, new JointScorer { HiddenLayers = [32, 16], Ids = false });
        var factored = Evaluate(train, test, new FactoredScorer { History = null, Dimension = 8, ResidualWidth = 0, Dropout = 0, Similarity = ItemSimilarity.Dot, Temperature = 1 });

        Assert.InRange(joint.Auc!.Value, 0.95, 1);
        Assert.InRange(factored.Auc!.Value, 0.5, 0.85);
        Assert.True(joint.Value("NDCG@10") > 2 * factored.Value("NDCG@10"), $"{joint.Value("NDCG@10")} and {factored.Value("NDCG@10")}");
    }

    [Fact]
    public void ALinearOneFindsItFromTheCrossOfTwoScales()
    {
        var (train, test) = Purchases();
        PreprocessingPipeline buckets = [Bucketize.Quantile("Income", 10), Bucketize.Quantile("Price", 10)];

        var crossed = Evaluate(train, test, new JointScorer { HiddenLayers = [], Ids = false, Crosses = [new FeatureCross("Income", "Price")] }, buckets);
        var uncrossed = Evaluate(train, test, new JointScorer { HiddenLayers = [], Ids = false }, buckets);

        Assert.InRange(crossed.Auc!.Value, 0.93, 1);
        Assert.InRange(uncrossed.Auc!.Value, 0.3, 0.7);
    }

    private static RankingReport Evaluate(TrainingSet train, Dataset test, RankingScorer scorer, PreprocessingPipeline? pipeline = null)
    {
        using var recommender = Recommender.TrainRanking<string, string>(
            train,
            new RankingOptions
            {
                Pipeline = pipeline ?? Pipeline,
                Model = new SoftmaxRankerOptions { Scorer = scorer, Loss = new FullSoftmaxLoss() },
                Trainer = new TrainerOptions { Epochs = 30, BatchSize = 64, Optimizer = new AdamOptions { LearningRate = 0.01 } },
            },
            TestContext.Current.CancellationToken);
        return recommender.Evaluate(test, cancellationToken: TestContext.Current.CancellationToken);
    }

    // A user's eight items are those next to their price in a drawn order; every fourth is held out.
    private static (TrainingSet Train, Dataset Test) Purchases()
    {
        var random = new SeededRandom(12);
        var purchases = new List<Purchase>();
        for (int user = 0; user < Users; user++)
        {
            double price = random.NextDouble();
            foreach (int item in Enumerable.Range(0, Items).OrderBy(item => Math.Abs(item / (Items - 1.0) - price)).Take(Met).OrderBy(item => StableHash.Combine((ulong)user, (ulong)item)))
            {
                purchases.Add(new Purchase($"u{user}", $"i{item}", (float)(20_000 + 60_000 * price), 10 + item));
            }
        }

        return (new TrainingSet(Dataset.From(purchases.Where((_, i) => i % 4 != 3))), Dataset.From(purchases.Where((_, i) => i % 4 == 3)));
    }

    private sealed record Purchase([User] string User, [Item] string Item, [Numeric(About = FeatureRole.UserFeature)] float Income, [Numeric(About = FeatureRole.ItemFeature)] float Price);
}
