using System.Text.Json.Serialization;
using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// Settings of the multi-layer rating predictor
/// r̂ = g(b₀ + b_u + b_i + ⟨p_u, q_i⟩ + MLP(x_ui)), x_ui the encoded inputs, side by side or fused otherwise; each part can be left out.
/// </summary>
/// <remarks>
/// With <see cref="HiddenLayers"/> empty and nothing else it is the linear r̂ = g(x·w + b). The sum of a deep and a factorisation part is that of
/// He et al., "Neural Collaborative Filtering" (WWW 2017), and Guo et al., "DeepFM" (IJCAI 2017).
/// </remarks>
public sealed record MlpRatingPredictorOptions : RatingPredictorOptions
{
    /// <summary>The widths of the hidden layers, from the input on; empty for a linear model.</summary>
    /// <value>Default [10, 5]: the article behind this project.</value>
    public IReadOnlyList<int> HiddenLayers
    {
        get;
        init => field = value.All(width => width > 0) ? [.. value] : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "A hidden layer has 1 unit or more.");
    } = [10, 5];

    /// <summary>The hidden layers' activation.</summary>
    /// <value>Default <see cref="Models.Activation.ReLU"/>. Ignored without hidden layers.</value>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>How hidden layers are normalised.</summary>
    /// <value>Default <see cref="LayerNormalization.None"/>.</value>
    public LayerNormalization Normalization { get; init; } = LayerNormalization.None;

    /// <summary>The probability that a hidden unit is left out in a training step.</summary>
    /// <value>Default 0; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); }

    /// <summary>How dense layers start.</summary>
    /// <value>Default <see cref="WeightInitialization.GlorotUniform"/>.</value>
    public WeightInitialization Initialization { get; init; } = WeightInitialization.GlorotUniform;

    /// <summary>The length of the user's and of the item's embedding, where no encoder is given for them.</summary>
    /// <value>Default <see langword="null"/>: <see cref="Encoders.EmbeddingDimension.Of"/>, as other inputs always have.</value>
    public int? EmbeddingDimension { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "EmbeddingDimension is 1 or more."); }

    /// <summary>Up to how many ids, reserved ones included, a feature other than the user's or item's id is encoded as <see cref="OneHotEncoderOptions"/> where no encoder is given.</summary>
    /// <value>Default 0: never; such features then have embeddings.</value>
    public int OneHotLimit { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "OneHotLimit is not negative."); }

    /// <summary>Encoders for inputs that shall not have the default one, by the input's name.</summary>
    /// <value>Default: none.</value>
    [JsonConverter(typeof(EncoderMapConverter))]
    public IReadOnlyDictionary<string, FeatureEncoderOptions> Encoders { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new Dictionary<string, FeatureEncoderOptions>();

    /// <summary>How the encoded inputs become x_ui, what enters the network.</summary>
    /// <value>Default <see cref="ConcatenationFusion"/>: side by side.</value>
    public FusionOptions Fusion { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new ConcatenationFusion();

    /// <summary>Whether b_u and b_i, a number for each user and item starting at 0, are added.</summary>
    /// <value>Default <see langword="false"/>. Ignored where the id is no input.</value>
    public bool Biases { get; init; }

    /// <summary>Whether ⟨p_u, q_i⟩, the inner product of the user's and the item's embedding, is added.</summary>
    /// <value>Default <see langword="false"/>. Needs both ids, and embeddings of one length.</value>
    public bool InnerProduct { get; init; }

    /// <summary>
    /// Whether the embeddings of the user's and the item's id are inputs of the network too; else they only meet in the inner product and the network
    /// learns from features alone.
    /// </summary>
    /// <value>Default <see langword="true"/>. Treated as such without <see cref="InnerProduct"/>, and where there is no other input.</value>
    public bool IdsInNetwork { get; init; } = true;

    /// <summary>Whether the output starts at the mean of the training labels rather than at 0.</summary>
    /// <value>Default <see langword="true"/>: nothing is lost on learning the mean. Ignored with <see cref="StandardizeLabel"/>, which starts there anyway.</value>
    public bool StartAtLabelMean { get; init; } = true;

    /// <summary>
    /// Whether the network works in units of the training labels' standard deviation s around their mean m: r̂ = m + s · z, z the sum of the parts,
    /// and <see cref="RecommenderModel.EmbeddingPenalty"/> is measured in s² as the squared error is. The same settings then suit any scale of ratings.
    /// </summary>
    /// <value>Default <see langword="false"/>. Goes with <see cref="RatingOutput.Linear"/> only, and is ignored with another output and with <see cref="OrdinalLoss"/>, <see cref="WatchTimeLoss"/>, <see cref="LogisticLoss"/> or <see cref="GeneralizedCrossEntropyLoss"/>.</value>
    public bool StandardizeLabel { get; init; }

    /// <summary>g, applied to the sum.</summary>
    /// <value>Default <see cref="RatingOutput.Linear"/>. Ignored with <see cref="WatchTimeLoss"/>, whose g is e^z, and <see cref="LogisticLoss"/> and <see cref="GeneralizedCrossEntropyLoss"/>, whose g is σ(z).</value>
    public RatingOutput Output { get; init; } = RatingOutput.Linear;

    /// <summary>An activation to stand in g's place where <see cref="Output"/> is <see cref="RatingOutput.Activation"/>.</summary>
    /// <value>Default <see cref="Models.Activation.Identity"/>.</value>
    public Activation OutputActivation { get; init; } = Activation.Identity;

    /// <summary>What training makes small.</summary>
    /// <value>Default <see cref="SquaredErrorLoss"/>.</value>
    public RatingLoss Loss { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new SquaredErrorLoss();

    /// <summary>Whether predictions are held within the range of the training labels, in evaluation and serving alike; never in training.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool ClampToLabelRange { get; init; } = true;

    internal RatingHeadSettings Head => new(Loss, Output, OutputActivation, StartAtLabelMean, StandardizeLabel, ClampToLabelRange);

    internal DenseSettings Dense => new(HiddenLayers, Activation, Normalization, Dropout, Initialization);

    /// <inheritdoc/>
    public override RatingPredictor Create(ModelInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new MlpRatingPredictor(this, inputs, seed);
    }

    /// <summary>Reads what was written of one.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal static MlpRatingPredictorOptions FromJson(JsonFields json) => new()
    {
        HiddenLayers = json.Wholes("hiddenLayers"),
        Activation = json.Choice<Activation>("activation"),
        Normalization = json.Choice<LayerNormalization>("normalization"),
        Dropout = json.Double("dropout"),
        Initialization = json.Choice<WeightInitialization>("initialization"),
        EmbeddingDimension = json.WholeOrNull("embeddingDimension"),
        OneHotLimit = json.Whole("oneHotLimit"),
        Encoders = json.Map("encoders", EncoderOptionsTypes.FromJson),
        Fusion = json.Object("fusion", FusionOptions.FromJson) ?? new ConcatenationFusion(),
        Biases = json.Flag("biases"),
        InnerProduct = json.Flag("innerProduct"),
        IdsInNetwork = json.Flag("idsInNetwork"),
        StartAtLabelMean = json.Flag("startAtLabelMean"),
        StandardizeLabel = json.Flag("standardizeLabel"),
        Output = json.Choice<RatingOutput>("output"),
        OutputActivation = json.Choice<Activation>("outputActivation"),
        Loss = json.Object("loss", RatingLoss.FromJson) ?? new SquaredErrorLoss(),
        ClampToLabelRange = json.Flag("clampToLabelRange"),
    };

    internal override RatingPlan? Plan(ModelInputs inputs) => MlpPlan.Of(this, inputs);
}
