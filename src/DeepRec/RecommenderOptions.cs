using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DeepRec;

/// <summary>What a recommender is made of and how it is trained. The defaults are <see cref="Recommended"/>; change parts with <c>with</c>.</summary>
public sealed record RecommenderOptions
{
    /// <summary>
    /// The multi-layer network of the article behind this project: 10 and 5 ReLU units, squared error, Adam, 10 epochs, batch 32. What the
    /// article leaves unset is Keras' default: learning rate 1e-3, Glorot-uniform weights, zero biases, ε = 1e-7. Embeddings of length 8 are ours.
    /// </summary>
    public static RecommenderOptions Article { get; } = new()
    {
        Model = new MlpRatingPredictorOptions { EmbeddingDimension = 8, StartAtLabelMean = false },
        Trainer = new TrainerOptions { BatchSize = 32, Epochs = 10, Optimizer = new AdamOptions { LearningRate = 1e-3, Epsilon = 1e-7 } },
    };

    /// <summary>
    /// A network over the features, beside an inner product of embeddings of the ids and their biases (the sum of NeuMF and DeepFM): 64 ReLU
    /// units with dropout 0.1, embeddings of length 32 held back by a ridge, labels standardised, AdamW 5e-3 falling linearly to 0, batch 1000,
    /// 16 epochs. Chosen on validation parts of MovieLens 100K and of the generated shop.
    /// </summary>
    public static RecommenderOptions Recommended { get; } = new();

    /// <summary>
    /// Users as sums of what they rated, items as sums of their raters: the most accurate of the library's models of ratings, and one that takes up new users
    /// without training. AdamW 5e-3 falling linearly to 0, batch 1000, 12 epochs. Chosen on validation parts of MovieLens 100K.
    /// </summary>
    public static RecommenderOptions RatedHistory { get; } = new()
    {
        Model = new RatedHistoryPredictorOptions(),
        Trainer = new TrainerOptions
        {
            BatchSize = 1000,
            Epochs = 12,
            EmbeddingRegularization = 0.4,
            Optimizer = new AdamWOptions { LearningRate = 5e-3, WeightDecay = 0.3 },
            Schedule = new LinearSchedule(),
        },
    };

    /// <summary>
    /// <see cref="RatedHistory"/> for a million ratings and more: vectors of length 48, AdamW 7e-3, batch 10,000, 16 epochs, less held back: chosen by
    /// experiments on MovieLens 1M, not searched for again.
    /// </summary>
    public static RecommenderOptions RatedHistoryLarge { get; } = RatedHistory with
    {
        Model = new RatedHistoryPredictorOptions { Dimension = 48, BiasPenalty = 1.3 },
        Trainer = RatedHistory.Trainer with { BatchSize = 10_000, Epochs = 16, EmbeddingRegularization = 0.075, Optimizer = new AdamWOptions { LearningRate = 7e-3, WeightDecay = 0.3 } },
    };

    /// <summary>
    /// <see cref="RatedHistory"/> with the times of the user's other ratings, later ones of the same session among them: see <see cref="RatingTimes.All"/>. For filling in ratings, not
    /// for forecasts.
    /// </summary>
    public static RecommenderOptions RatedHistoryTime { get; } = RatedHistory with
    {
        Model = new RatedHistoryPredictorOptions { Times = RatingTimes.All },
        Trainer = RatedHistory.Trainer with { EmbeddingRegularization = 0.3 },
    };

    /// <summary><see cref="RatedHistory"/> and its twin with an <see cref="OrdinalLoss"/>, in equal parts. Needs labels of few levels; takes twice as long.</summary>
    public static RecommenderOptions RatedHistoryEnsemble { get; } = RatedHistory with
    {
        Model = new RatingEnsembleOptions
        {
            Members =
            [
                new RatingEnsembleMember { Model = RatedHistory.Model },
                new RatingEnsembleMember
                {
                    Model = new RatedHistoryPredictorOptions { Loss = new OrdinalLoss() },
                    Trainer = RatedHistory.Trainer with { EmbeddingRegularization = 0.5, Optimizer = new AdamWOptions { LearningRate = 7e-3, WeightDecay = 0.3 } },
                },
            ],
        },
    };

    /// <summary>
    /// An autoencoder of items' ratings, for a million ratings; fewer want smaller batches: AdamW 2e-3 falling linearly to 0, batch 40,000, 30 epochs. Chosen on validation
    /// parts of MovieLens.
    /// </summary>
    public static RecommenderOptions ItemAutoRec { get; } = new()
    {
        Model = new ItemAutoRecOptions(),
        Trainer = new TrainerOptions
        {
            BatchSize = 40_000,
            Epochs = 30,
            EmbeddingRegularization = 0.3,
            Optimizer = new AdamWOptions { LearningRate = 2e-3, WeightDecay = 0 },
            Schedule = new LinearSchedule(),
        },
    };

    /// <summary>Three seeds of <see cref="RatedHistoryLarge"/> and an <see cref="ItemAutoRec"/>, for a million ratings and more; each counts a quarter. Takes about four times as long.</summary>
    public static RecommenderOptions RatedHistoryEnsembleLarge { get; } = RatedHistoryLarge with
    {
        Model = new RatingEnsembleOptions
        {
            Members =
            [
                .. Enumerable.Range(0, 3).Select(_ => new RatingEnsembleMember { Model = RatedHistoryLarge.Model }),
                new RatingEnsembleMember { Model = ItemAutoRec.Model, Trainer = ItemAutoRec.Trainer },
            ],
        },
    };

    /// <summary>From raw columns to the model's.</summary>
    /// <value>Default <see langword="null"/>: <see cref="PreprocessingPipeline.Default"/> of the data's schema.</value>
    public PreprocessingPipeline? Pipeline { get; init; }

    /// <summary>The model's settings.</summary>
    /// <value>Default: those of <see cref="Recommended"/>.</value>
    public RatingPredictorOptions Model { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new MlpRatingPredictorOptions
    {
        HiddenLayers = [64],
        Dropout = 0.1,
        EmbeddingDimension = 32,
        OneHotLimit = 64,
        StandardizeLabel = true,
        Biases = true,
        InnerProduct = true,
        IdsInNetwork = false,
        Initialization = WeightInitialization.FanInUniform,
    };

    /// <summary>How it is trained.</summary>
    /// <value>Default: those of <see cref="Recommended"/>.</value>
    public TrainerOptions Trainer { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new()
    {
        BatchSize = 1000,
        Epochs = 16,
        EmbeddingRegularization = 0.1,
        Optimizer = new AdamWOptions { LearningRate = 5e-3, WeightDecay = 0.1 },
        Schedule = new LinearSchedule(),
    };

    /// <summary>How much each training row counts: <see cref="ColumnWeights"/>, <see cref="PopularityWeights"/>, <see cref="GroupWeights"/> or your own.</summary>
    /// <value>Default <see langword="null"/>: all alike.</value>
    public RowWeights? Weights { get; init; }

    /// <summary>Rows to watch the training by; never test rows.</summary>
    /// <value>Default <see langword="null"/>: a share of the training rows, if <see cref="TrainerOptions.ValidationFraction"/> says so.</value>
    public Dataset? Validation { get; init; }

    /// <summary>
    /// Whether the recommender keeps what the optimiser remembers, two numbers a weight for Adam, in a part of its own of the saved file, so that
    /// <see cref="Recommender{TUser, TItem}.Update(Dataset, UpdateOptions, CancellationToken)"/> goes on with its moments. An ensemble keeps none.
    /// </summary>
    /// <value>Default <see langword="false"/>: the first update begins with moments of zero.</value>
    public bool KeepOptimizerState { get; init; }

    /// <summary>Told after every epoch, on the training thread.</summary>
    /// <value>Default: nobody.</value>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Where the library logs.</summary>
    /// <value>Default: nowhere.</value>
    public ILogger Logger { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = NullLogger.Instance;
}
