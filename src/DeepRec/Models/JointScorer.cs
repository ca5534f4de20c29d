using System.Text.Json.Serialization;
using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// One network over everything that is known of a pair, f(x_ui; w) = MLP([x_u, x_i, x_a ⊗ x_b …]): what a user likes may depend on the item in any way, at the
/// price of a pass through the network for each pair.
/// <code>
/// P(i|u) = exp(x_ui · w) / Σ_j exp(x_uj · w)        without hidden layers
/// </code>
/// </summary>
/// <remarks>x_a ⊗ x_b are all products of a number of a request's encoded column a with one of an item's encoded column b: <see cref="Crosses"/>.</remarks>
public sealed record JointScorer : RankingScorer
{
    /// <summary>The widths of the hidden layers, from the input on; empty for the linear model.</summary>
    /// <value>Default [64].</value>
    public IReadOnlyList<int> HiddenLayers
    {
        get;
        init => field = value.All(width => width > 0) ? [.. value] : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "A hidden layer has 1 unit or more.");
    } = [64];

    /// <summary>The hidden layers' activation.</summary>
    /// <value>Default <see cref="Models.Activation.ReLU"/>. Ignored without hidden layers.</value>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>The probability that a hidden unit is left out in a training step.</summary>
    /// <value>Default 0; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); }

    /// <summary>The length of the user's and of the item's embedding, where no encoder is given for them.</summary>
    /// <value>Default 32; 1 or more.</value>
    public int EmbeddingDimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "EmbeddingDimension is 1 or more."); } = 32;

    /// <summary>Up to how many ids, reserved ones included, a feature is encoded as <see cref="OneHotEncoderOptions"/> where no encoder is given.</summary>
    /// <value>Default 64.</value>
    public int OneHotLimit { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "OneHotLimit is not negative."); } = 64;

    /// <summary>Whether the ids of user and item have embeddings among the inputs, unless they are the only inputs there are.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool Ids { get; init; } = true;

    /// <summary>Encoders for inputs that shall not have the default one, by the input's name.</summary>
    /// <value>Default: none.</value>
    [JsonConverter(typeof(EncoderMapConverter))]
    public IReadOnlyDictionary<string, FeatureEncoderOptions> Encoders { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = FeatureEncoderOptions.None;

    /// <summary>How a side's encoded inputs become one vector before they enter the network; what <see cref="Crosses"/> multiply out are the encoded inputs themselves.</summary>
    /// <value>Default <see cref="ConcatenationFusion"/>: side by side.</value>
    public FusionOptions Fusion { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new ConcatenationFusion();

    /// <summary>Pairs of a request's and an item's input whose encoded columns are multiplied out.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<FeatureCross> Crosses { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    internal override RankingNetwork Create(RankingInputs inputs, long seed) => new JointNetwork(this, inputs, seed);
}
