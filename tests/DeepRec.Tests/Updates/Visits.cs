using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Tests.Updates;

/// <summary>Visits with times: twenty users of two tastes over twelve items, and what came later.</summary>
internal static class Visits
{
    public const int Users = 20, Items = 12, Each = 6;

    /// <summary>A model with a table of users, one of items and a history.</summary>
    public static RankingOptions Options { get; } = new()
    {
        Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 4, History = new PooledHistoryOptions { Length = 4 }, UserId = true, ItemBias = true, ResidualWidth = 3 }, Loss = new FullSoftmaxLoss() },
        Trainer = new TrainerOptions { Epochs = 3, BatchSize = 16, Optimizer = new AdamOptions { LearningRate = 0.02 } },
        KeepOptimizerState = true,
    };

    /// <summary>The optimiser of the training, with few steps.</summary>
    public static UpdateOptions Update { get; } = new() { Epochs = 2, BatchSize = 8, LearningRateFactor = 1, Optimizer = Options.Trainer.Optimizer };

    /// <summary>User u visits items of the parity of u, one a minute.</summary>
    public static Visit[] Before { get; } =
    [
        .. from user in Enumerable.Range(0, Users)
           from visit in Enumerable.Range(0, Each)
           select new Visit($"u{user}", $"i{((user % 2) + (2 * ((visit * 5) + user))) % Items}", user % 2 == 0 ? "even" : "odd", At((visit * Users) + user)),
    ];

    /// <summary>Those of even taste find a new item, and a new user comes with old ones and it.</summary>
    public static Visit[] Later { get; } =
    [
        .. from user in Enumerable.Range(0, Users) where user % 2 == 0 select new Visit($"u{user}", "fresh", "even", At(1000 + user)),
        new Visit("guest", "i0", "even", At(2000)), new Visit("guest", "i2", "even", At(2001)), new Visit("guest", "fresh", "even", At(2002)),
    ];

    public static RankingRecommender<string, string> Train(RankingOptions? options = null) => Recommender.TrainRanking<string, string>(
        new TrainingSet(Dataset.From(Before)), options ?? Options, TestContext.Current.CancellationToken);

    public static RankingRecommender<string, string> Updated(this RankingRecommender<string, string> recommender, IEnumerable<Visit> rows, UpdateOptions? options = null) =>
        recommender.Update(Dataset.From(rows), options ?? Update, TestContext.Current.CancellationToken);

    public static DateTimeOffset At(int minute) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    public sealed record Visit([User] string User, [Item] string Item, [Categorical(About = FeatureRole.ItemFeature)] string? Taste, [Timestamp] DateTimeOffset At);
}
