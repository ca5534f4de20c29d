namespace DeepRec;

/// <summary>How a model is trained.</summary>
public sealed record TrainerOptions
{
    /// <summary>How often the training rows are gone through, at most.</summary>
    /// <value>Default 10: the article behind this project.</value>
    public int Epochs { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Epochs is 1 or more."); } = 10;

    /// <summary>Rows a step. The last step of an epoch takes what is left.</summary>
    /// <value>Default 256. The article's is 32; larger ones go through more rows a second.</value>
    public int BatchSize { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "BatchSize is 1 or more."); } = 256;

    /// <summary>Governs splits, start values, shuffles and dropout. The same seed, data and settings give the same losses to the bit on the same kind of machine.</summary>
    /// <value>Default 42.</value>
    public int Seed { get; init; } = 42;

    /// <summary>The optimiser and its settings.</summary>
    /// <value>Default <see cref="AdamOptions"/>.</value>
    public OptimizerOptions Optimizer { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new AdamOptions();

    /// <summary>The course of the learning rate.</summary>
    /// <value>Default <see cref="ConstantSchedule"/>.</value>
    public LearningRateSchedule Schedule { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new ConstantSchedule();

    /// <summary>The largest length of all gradients together; longer ones are shortened to it.</summary>
    /// <value>Default <see langword="null"/>: none.</value>
    public double? MaximumGradientNorm { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumGradientNorm is positive."); }

    /// <summary>The weight of <see cref="Models.RecommenderModel.EmbeddingPenalty"/> in what is made small.</summary>
    /// <value>Default 0.</value>
    public double EmbeddingRegularization { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "EmbeddingRegularization is not negative."); }

    /// <summary>The share of the training rows that is held back to watch the training; the newest where rows have a time, else drawn at random.</summary>
    /// <value>Default 0: none. Range [0, 1). Ignored where validation rows are given.</value>
    public double ValidationFraction { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "ValidationFraction lies in [0, 1)."); }

    /// <summary>After how many epochs without a better validation loss training ends; the best weights are then restored.</summary>
    /// <value>Default <see langword="null"/>: training runs to the end, with the last weights. Needs validation rows.</value>
    public int? Patience { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Patience is 1 or more."); }

    /// <summary>Where the state is saved after every epoch. If the file exists, training goes on from it, exactly as if it had not stopped.</summary>
    /// <value>Default <see langword="null"/>: nowhere.</value>
    public string? CheckpointPath { get; init; }

    /// <summary>The folder for TensorBoard's event files.</summary>
    /// <value>Default <see langword="null"/>: none.</value>
    public string? TensorBoardDirectory { get; init; }

    /// <summary>
    /// Threads that libtorch works with while this training runs, and the most that share a softmax over a large catalogue where <see cref="Fused"/> takes a short way
    /// over it. A step of that takes as many as have 2²⁵ multiply-adds of its scores each (rows × items × length of a vector), and gives the same to the bit whatever their number.
    /// </summary>
    /// <value>Default 1: on small batches more threads wait for each other longer than they work. More than the machine has processors gain nothing.</value>
    public int Threads { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Threads is 1 or more."); } = 1;

    /// <summary>
    /// Training with differential privacy, for a <see cref="Models.MlpRatingPredictor"/>, other models whose loss of a row depends on no other's, and rankers under a full softmax. <see cref="BatchSize"/> is then how many rows a step draws on average:
    /// take it large, thousands, as the noise of a step does not grow with it. Whatever is not covered is refused.
    /// </summary>
    /// <value>Default <see langword="null"/>: without.</value>
    public PrivacyOptions? Privacy { get; init; }

    /// <summary>
    /// Whether steps may pass autograd by. Models of common structure have a step of their own that goes from columns to gradients in plain memory, several times
    /// as fast; it gives the same losses up to rounding. A checkpoint of one way is gone on from by the other.
    /// </summary>
    /// <value>Default <see cref="FusedTraining.Automatic"/>. <see cref="TrainingReport.Fused"/> says which way was taken.</value>
    public FusedTraining Fused { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Fused is none of the named ones."); } = FusedTraining.Automatic;
}
