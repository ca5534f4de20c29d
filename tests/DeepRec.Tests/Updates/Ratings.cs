using DeepRec.Models;

namespace DeepRec.Tests.Updates;

/// <summary>Ratings of twenty users of two tastes over twelve items, and what came later.</summary>
internal static class Ratings
{
    public const int Users = 20, Items = 12;

    /// <summary>Biases and inner products of ids, beside a small network of the features.</summary>
    public static RecommenderOptions Options { get; } = RecommenderOptions.Recommended with
    {
        Model = (MlpRatingPredictorOptions)RecommenderOptions.Recommended.Model with { EmbeddingDimension = 4, HiddenLayers = [8] },
        Trainer = RecommenderOptions.Recommended.Trainer with { Epochs = 30, BatchSize = 16, EmbeddingRegularization = 0 },
        KeepOptimizerState = true,
    };

    /// <summary>The optimiser of the training, with few steps.</summary>
    public static UpdateOptions Update { get; } = UpdateOptions.Ratings with { Epochs = 20, BatchSize = 8, LearningRateFactor = 1, ReplayShare = 0.5 };

    /// <summary>User u rates every second of all pairs: 5 where item and user are both even or both odd, else 1.</summary>
    public static Rating[] Before { get; } =
    [
        .. from user in Enumerable.Range(0, Users)
           from item in Enumerable.Range(0, Items)
           where (user + (item / 2)) % 2 == 0
           select new Rating($"u{user}", $"i{item}", user % 2 == 0 ? "even" : "odd", (user + item) % 2 == 0 ? 5 : 1, At((user * Items) + item)),
    ];

    /// <summary>All even users like a new item, and a new user does not like what the even ones like.</summary>
    public static Rating[] Later { get; } =
    [
        .. from user in Enumerable.Range(0, Users) select new Rating($"u{user}", "fresh", null, user % 2 == 0 ? 5 : 1, At(1000 + user)),
        .. from item in Enumerable.Range(0, Items / 2) select new Rating("guest", $"i{item}", "odd", item % 2 == 0 ? 1 : 5, At(2000 + item)),
    ];

    public static Recommender<string, string> Train(RecommenderOptions? options = null) => Recommender.Train<string, string>(
        new TrainingSet(Dataset.From(Before)), options ?? Options, TestContext.Current.CancellationToken);

    public static Recommender<string, string> Updated(this Recommender<string, string> recommender, IEnumerable<Rating> rows, UpdateOptions? options = null) =>
        recommender.Update(Dataset.From(rows), options ?? Update, TestContext.Current.CancellationToken);

    public static float[] All(Recommender<string, string> recommender) =>
        [.. from user in Enumerable.Range(0, Users) from item in Enumerable.Range(0, Items) select recommender.Predict($"u{user}", $"i{item}")];

    private static DateTimeOffset At(int minute) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    public sealed record Rating(
        [User] string? User, [Item] string? Item, [Categorical(About = FeatureRole.UserFeature)] string? Taste, [Label] float? Stars, [Timestamp] DateTimeOffset At);
}
