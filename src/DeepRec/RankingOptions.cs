using DeepRec.Models;
using DeepRec.Preprocessing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DeepRec;

/// <summary>What a recommender of rankings is made of and how it is trained. The defaults are the softmax ranker with learned recency, chosen on the validation part of Amazon Beauty.</summary>
public sealed record RankingOptions
{
    /// <summary>From raw columns to the model's.</summary>
    /// <value>Default <see langword="null"/>: <see cref="PreprocessingPipeline.Default"/> of the data's schema.</value>
    public PreprocessingPipeline? Pipeline { get; init; }

    /// <summary>The model's settings: a deep ranker or a baseline.</summary>
    /// <value>Default <see cref="SoftmaxRankerOptions"/>.</value>
    public RankingModelOptions Model { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new SoftmaxRankerOptions();

    /// <summary>
    /// How a deep ranker is trained; its batch size counts interactions. It is watched by 1 − NDCG@10 of a full ranking for the users of the validation rows.
    /// Baselines take its seed, and learn from the same rows.
    /// </summary>
    /// <value>Default: 16 epochs of batches of 1024, Adam 2e-3 with β₂ = 0.98.</value>
    public TrainerOptions Trainer { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new()
    {
        BatchSize = 1024,
        Epochs = 16,
        Optimizer = new AdamOptions { LearningRate = 2e-3, Beta2 = 0.98 },
    };

    /// <summary>The least label that makes a row an interaction, where rows have labels: from 4 stars on, say.</summary>
    /// <value>Default <see langword="null"/>: every row is one, whatever its label.</value>
    public float? MinimumLabel { get; init; }

    /// <summary>The column that says what a row was: click, like, buy. A category of the role <see cref="FeatureRole.Event"/>.</summary>
    /// <value>Default <see langword="null"/>: the one there is, if there is one.</value>
    public string? ActionColumn { get; init; }

    /// <summary>
    /// The actions that are to be foreseen, such as <c>["buy"]</c>: a deep ranker learns to rank the items of these rows, from all rows before them; only
    /// items met by them are left out of recommendations as met, and only such test rows count as wanted. Baselines learn from all rows.
    /// </summary>
    /// <value>Default: empty, all rows.</value>
    public IReadOnlyList<string> TargetActions { get; init => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>How much each training row that is to be foreseen counts: <see cref="ColumnWeights"/>, <see cref="PopularityWeights"/>, <see cref="GroupWeights"/> or your own. Baselines and autoencoders take none; an update of the recommender goes on without.</summary>
    /// <value>Default <see langword="null"/>: all alike.</value>
    public RowWeights? Weights { get; init; }

    /// <summary>Rows to watch the training by; never test rows.</summary>
    /// <value>Default <see langword="null"/>: a share of the training rows, if <see cref="TrainerOptions.ValidationFraction"/> says so.</value>
    public Dataset? Validation { get; init; }

    /// <summary>
    /// Whether the recommender keeps what the optimiser remembers, two numbers a weight for Adam, in a part of its own of the saved file, so that
    /// <see cref="RankingRecommender{TUser, TItem}.Update(Dataset, UpdateOptions, CancellationToken)"/> goes on with its moments.
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
