using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>The models, each with its settings: the one place where they stand. Chosen on validation parts (<c>--validation</c>), never on test rows.</summary>
internal static class RatingModels
{
    /// <summary>The simplest first.</summary>
    public static IReadOnlyList<RatingModel> All { get; } =
    [
        new("global-mean", (train, _, _) => Of(RatingBaseline.GlobalMean(train))),
        new("item-mean", (train, _, _) => Of(RatingBaseline.ItemMean(train))),
        new("user-item-bias", (train, _, _) => Of(RatingBaseline.UserItemBias(train))),
        new("biased-mf", (train, _, seed) => Of(RatingBaseline.MatrixFactorization(train, new MatrixFactorizationOptions { Seed = seed }))),
        new("mlp-article", (train, pipeline, seed) => Train(RecommenderOptions.Article, train, pipeline, seed)),
        new("mlp-recommended", (train, pipeline, seed) => Train(RecommenderOptions.Recommended, train, pipeline, seed)),
        new("deepfm", (train, pipeline, seed) => Train(Factorized, train, pipeline, seed)),
        new("dcn", (train, pipeline, seed) => Train(Crossed, train, pipeline, seed)),
        new("autorec", (train, pipeline, seed) => Train(AutoRec(train), train, pipeline, seed)),
        new("history", (train, pipeline, seed) => Train(History(train), train, pipeline, seed)),
        new("history-ensemble", (train, pipeline, seed) => Train(HistoryEnsemble(train), train, pipeline, seed)),
        new("history-time", (train, pipeline, seed) => Train(HistoryTime(train), train, pipeline, seed)),
    ];

    /// <summary>The models of these names, in the order above; <c>all</c> is all.</summary>
    /// <exception cref="ArgumentException">There is no model of a name.</exception>
    public static IReadOnlyList<RatingModel> Named(IReadOnlyList<string> names)
    {
        string[] asked = [.. names.SelectMany(name => name.Split(','))];
        string? unknown = asked.FirstOrDefault(name => name != "all" && All.All(model => model.Name != name));
        if (unknown is not null) throw new ArgumentException($"There is no model '{unknown}'. There are {string.Join(", ", All.Select(model => model.Name))}, and all.");
        return [.. All.Where(model => asked.Contains("all") || asked.Contains(model.Name))];
    }

    private static RecommenderOptions Factorized => Fields(new DeepFmOptions { Dimension = 32, HiddenLayers = [64], Dropout = 0.3, StandardizeLabel = true }, learningRate: 5e-3);

    // Shorter vectors and smaller steps than the others: of six settings the best on a tenth of the training rows of u1 and u3.
    private static RecommenderOptions Crossed => Fields(new DeepCrossNetworkOptions { EmbeddingDimension = 16, Rank = 4, HiddenLayers = [64], Dropout = 0.3, StandardizeLabel = true }, learningRate: 2e-3);

    private static RecommenderOptions Fields(FieldRatingPredictorOptions model, double learningRate) => new()
    {
        Model = model,
        Trainer = RecommenderOptions.Recommended.Trainer with { EmbeddingRegularization = 0.3, Optimizer = new AdamWOptions { LearningRate = learningRate, WeightDecay = 0.3 } },
    };

    private static bool IsLarge(TrainingSet train) => train.Count >= 500_000;

    private static RecommenderOptions History(TrainingSet train) => IsLarge(train) ? RecommenderOptions.RatedHistoryLarge : RecommenderOptions.RatedHistory;

    private static RecommenderOptions HistoryEnsemble(TrainingSet train) => IsLarge(train) ? RecommenderOptions.RatedHistoryEnsembleLarge : RecommenderOptions.RatedHistoryEnsemble;

    private static RecommenderOptions AutoRec(TrainingSet train) => IsLarge(train)
        ? RecommenderOptions.ItemAutoRec
        : RecommenderOptions.ItemAutoRec with { Trainer = RecommenderOptions.ItemAutoRec.Trainer with { BatchSize = 4_000 } };

    // Times are there only where rows have them.
    private static RecommenderOptions HistoryTime(TrainingSet train)
    {
        if (train.Schema.Timestamp is null) return History(train);
        return IsLarge(train)
            ? RecommenderOptions.RatedHistoryLarge with { Model = (RatedHistoryPredictorOptions)RecommenderOptions.RatedHistoryLarge.Model with { Times = RatingTimes.All } }
            : RecommenderOptions.RatedHistoryTime;
    }

    private static FittedRatings Of(RatingBaseline baseline) => new(baseline.Predict);

    private static FittedRatings Train(RecommenderOptions options, TrainingSet train, PreprocessingPipeline? pipeline, int seed)
    {
        var recommender = Recommender.Train<string, string>(train, options with { Pipeline = pipeline, Trainer = options.Trainer with { Seed = seed } });
        return new FittedRatings(recommender.Predict, recommender);
    }
}
