using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Tests;

/// <summary>A small shop with a recommender of rankings trained on it, shared by the tests of a class. Two items were never met.</summary>
public sealed class SmallRanking : IDisposable
{
    public SmallRanking()
    {
        Shop = new SmallShop();
        Recommender = TrainOn<string, string>(Shop.Train, Quick);
    }

    /// <summary>A small model that reads histories and features, with few steps.</summary>
    public static RankingOptions Quick { get; } = new()
    {
        Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 8, History = new PooledHistoryOptions { Length = 5 }, ResidualWidth = 0 }, Loss = new FullSoftmaxLoss() },
        Trainer = new TrainerOptions { Epochs = 2, BatchSize = 100, Optimizer = new AdamOptions { LearningRate = 0.01 } },
    };

    public SmallShop Shop { get; }

    public RankingRecommender<string, string> Recommender { get; }

    /// <summary>Trains, and ends with the test.</summary>
    public static RankingRecommender<TUser, TItem> TrainOn<TUser, TItem>(TrainingSet rows, RankingOptions options)
        where TUser : notnull
        where TItem : notnull => DeepRec.Recommender.TrainRanking<TUser, TItem>(rows, options, TestContext.Current.CancellationToken);

    /// <summary>Every item with its score, those met included, best first.</summary>
    public static (string Item, float Score)[] All(RankingRecommender<string, string> recommender, string? user, params string[] recent) =>
        [.. recommender.Recommend(user, recommender.ItemCount, new RankingRequestOptions<string> { IncludeMet = true, RecentItems = recent }).Select(best => (best.Item, best.Score))];

    public void Dispose()
    {
        Recommender.Dispose();
        Shop.Dispose();
    }
}
