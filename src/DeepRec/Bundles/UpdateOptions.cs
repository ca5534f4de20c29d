using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DeepRec;

/// <summary>
/// How a recommender goes on to learn from rows that came after its training. The defaults, for rankings, were chosen on daily updates within a part of MovieLens 100K, and so were
/// <see cref="Ratings"/>.
/// </summary>
public sealed record UpdateOptions
{
    /// <summary>For recommenders of ratings: the optimiser of <see cref="RecommenderOptions.Recommended"/>, and four repeated ratings for each new one.</summary>
    public static UpdateOptions Ratings { get; } = new() { Optimizer = new AdamWOptions { LearningRate = 5e-3, WeightDecay = 0.1 }, ReplayShare = 0.8 };

    /// <summary>How often the new rows, and those repeated, are gone through.</summary>
    /// <value>Default 1; 0 or more. 0: ids, histories and the catalogue grow, and nothing is learned.</value>
    public int Epochs { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Epochs is 0 or more."); } = 1;

    /// <summary>Interactions a step.</summary>
    /// <value>Default 256; 1 or more.</value>
    public int BatchSize { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "BatchSize is 1 or more."); } = 256;

    /// <summary>The optimiser: that of the training, where the recommender remembers its moments.</summary>
    /// <value>Default: Adam 2e-3 with β₂ = 0.98, as for the training of rankings.</value>
    public OptimizerOptions Optimizer { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new AdamOptions { LearningRate = 2e-3, Beta2 = 0.98 };

    /// <summary>What the optimiser's learning rate is multiplied by: small steps forget little, large ones learn much.</summary>
    /// <value>Default 0.1; above 0.</value>
    public double LearningRateFactor { get; init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "LearningRateFactor is positive."); } = 0.1;

    /// <summary>
    /// The share of what is learned from that repeats interactions of before, drawn at random among all, against forgetting. They come with the features of user and item; what was
    /// their context then is not kept, and is missing. How high they were rated is not kept either: to recommenders of ratings they come with what the model itself says of them.
    /// </summary>
    /// <value>Default 0.5: one of before for each new row. Range [0, 1).</value>
    /// <remarks>Experience replay: Robins, "Catastrophic Forgetting, Rehearsal and Pseudorehearsal", Connection Science 7 (1995).</remarks>
    public double ReplayShare { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "ReplayShare lies in [0, 1)."); } = 0.5;

    /// <summary>Governs start values of what is new, what is repeated, shuffles and dropout, together with how many interactions are known: each of several updates draws anew.</summary>
    /// <value>Default 42.</value>
    public int Seed { get; init; } = 42;

    /// <summary>The least label that makes a row an interaction; as <see cref="RankingOptions.MinimumLabel"/> of the training, which is not saved. For rankings alone.</summary>
    /// <value>Default <see langword="null"/>: every row is one.</value>
    public float? MinimumLabel { get; init; }

    /// <summary>Whether the updated recommender keeps what the optimiser remembers, for the next update, as <see cref="RankingOptions.KeepOptimizerState"/> and <see cref="RecommenderOptions.KeepOptimizerState"/>.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool KeepOptimizerState { get; init; } = true;

    /// <summary>Where the library logs.</summary>
    /// <value>Default: nowhere.</value>
    public ILogger Logger { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = NullLogger.Instance;

    /// <summary>The training of an update.</summary>
    internal TrainerOptions TrainerOf(int seed) => new()
    {
        Epochs = Math.Max(1, Epochs),
        BatchSize = BatchSize,
        Seed = seed,
        Optimizer = Optimizer with { LearningRate = Optimizer.LearningRate * LearningRateFactor },
    };
}
