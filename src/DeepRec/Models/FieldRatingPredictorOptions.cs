using System.Text.Json.Serialization;
using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>What <see cref="DeepFmOptions"/> and <see cref="DeepCrossNetworkOptions"/> have in common: a network beside or behind products of the inputs, and an output.</summary>
public abstract record FieldRatingPredictorOptions : RatingPredictorOptions
{
    private protected FieldRatingPredictorOptions()
    {
    }

    /// <summary>The widths of the network's hidden layers, from the input on; empty for a linear one.</summary>
    /// <value>Default [64, 32], for some hundred thousand rows; the papers' click logs of millions take [400, 400, 400] and [1024, 1024].</value>
    public IReadOnlyList<int> HiddenLayers
    {
        get;
        init => field = value.All(width => width > 0) ? [.. value] : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "A hidden layer has 1 unit or more.");
    } = [64, 32];

    /// <summary>The hidden layers' activation.</summary>
    /// <value>Default <see cref="Models.Activation.ReLU"/>, as in the papers. Ignored without hidden layers.</value>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>How hidden layers are normalised.</summary>
    /// <value>Default <see cref="LayerNormalization.None"/>.</value>
    public LayerNormalization Normalization { get; init; } = LayerNormalization.None;

    /// <summary>The probability that a hidden unit is left out in a training step.</summary>
    /// <value>Default 0; range [0, 1). Guo et al. take 0.5 for click logs.</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); }

    /// <summary>Encoders for inputs that shall not have the default one, by the input's name.</summary>
    /// <value>Default: none.</value>
    [JsonConverter(typeof(EncoderMapConverter))]
    public IReadOnlyDictionary<string, FeatureEncoderOptions> Encoders { get; init; } = FeatureEncoderOptions.None;

    /// <summary>Whether the output starts at the mean of the training labels rather than at 0.</summary>
    /// <value>Default <see langword="true"/>. Ignored with <see cref="StandardizeLabel"/>, which starts there anyway.</value>
    public bool StartAtLabelMean { get; init; } = true;

    /// <summary>Whether the model works in units of the training labels' standard deviation around their mean, as in <see cref="MlpRatingPredictorOptions.StandardizeLabel"/>.</summary>
    /// <value>Default <see langword="false"/>. Goes with <see cref="RatingOutput.Linear"/> and losses of the prediction only, and is ignored otherwise.</value>
    public bool StandardizeLabel { get; init; }

    /// <summary>g, applied to the sum of the parts.</summary>
    /// <value>Default <see cref="RatingOutput.Linear"/>. Ignored with <see cref="LogisticLoss"/> and <see cref="GeneralizedCrossEntropyLoss"/>, whose g is σ(z), and <see cref="WatchTimeLoss"/>, whose g is e^z.</value>
    public RatingOutput Output { get; init; } = RatingOutput.Linear;

    /// <summary>An activation to stand in g's place where <see cref="Output"/> is <see cref="RatingOutput.Activation"/>.</summary>
    /// <value>Default <see cref="Models.Activation.Identity"/>.</value>
    public Activation OutputActivation { get; init; } = Activation.Identity;

    /// <summary>What training makes small: <see cref="LogisticLoss"/> where the label is a click.</summary>
    /// <value>Default <see cref="SquaredErrorLoss"/>.</value>
    public RatingLoss Loss { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new SquaredErrorLoss();

    /// <summary>Whether predictions are held within the range of the training labels, in evaluation and serving alike; never in training.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool ClampToLabelRange { get; init; } = true;

    internal RatingHeadSettings Head => new(Loss, Output, OutputActivation, StartAtLabelMean, StandardizeLabel, ClampToLabelRange);

    internal DenseSettings Dense => new(HiddenLayers, Activation, Normalization, Dropout);
}
