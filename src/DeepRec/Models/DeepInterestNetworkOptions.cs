using System.Text.Json.Serialization;
using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// Settings of the deep interest network: each candidate reads the history in its own way, by an attention that asks of every past event what it says of this item.
/// <code>
/// f(u, i) = MLP([h(i), e_i, x_i, p_u, x_u])        e_i the item's embedding, x_i its other encoded columns, x_u those of the request, p_u the user's embedding
/// h(i) = Σ_j a_j · v_j                             v_j the vector of past event j, of the newest Length
/// a_j = MLP'([v_j, e_i, v_j − e_i, v_j ∘ e_i])     ∘ the product number by number; or the softmax of these over j
/// v_j = e_j + W [x₁(j), …, x_m(j)] + g_b           as HistoryOptions says
/// </code>
/// P(u met i) = σ(f) with the default loss.
/// </summary>
/// <remarks>
/// Zhou et al., "Deep Interest Network for Click-Through Rate Prediction" (KDD 2018). Widths are the paper's. As there, weights need not sum to 1, so that
/// h(i) is the longer the more of the past speaks for the item. Every pair takes a pass over the history: for a large catalogue let another ranker choose candidates first.
/// </remarks>
public sealed record DeepInterestNetworkOptions : ItemRankerOptions
{
    /// <summary>Takes the defaults.</summary>
    public DeepInterestNetworkOptions() => Loss = new BinaryCrossEntropyLoss();

    /// <summary>D, the length of the vectors of items and events.</summary>
    /// <value>Default 32; 1 or more.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 32;

    /// <summary>How many events are read, the newest.</summary>
    /// <value>Default 50; 1 or more.</value>
    public int Length { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Length is 1 or more."); } = 50;

    /// <summary>The only actions that are read: see <see cref="RankingOptions.ActionColumn"/>.</summary>
    /// <value>Default: empty, every event.</value>
    public IReadOnlyList<string> Actions { get; init => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>The columns of the role <see cref="FeatureRole.Event"/> that are read of past events.</summary>
    /// <value>Default <see langword="null"/>: all of them. Empty for none.</value>
    public IReadOnlyList<string>? Events { get; init => field = value is null ? null : [.. value]; }

    /// <summary>Encoders for event columns that shall not have the default one, by the column's name.</summary>
    /// <value>Default: none.</value>
    [JsonConverter(typeof(EncoderMapConverter))]
    public IReadOnlyDictionary<string, FeatureEncoderOptions> EventEncoders { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = FeatureEncoderOptions.None;

    /// <summary>Whether the time since the event before is read, in buckets.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool TimeGaps { get; init; }

    /// <summary>The widths of the attention's hidden layers.</summary>
    /// <value>Default [36], as in the paper. At least one.</value>
    public IReadOnlyList<int> AttentionLayers
    {
        get;
        init => field = (value ?? throw new ArgumentNullException(nameof(value))).Count > 0 && value.All(width => width > 0) ? [.. value] : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "AttentionLayers are one or more, of 1 unit or more.");
    } = [36];

    /// <summary>Whether the weights of a history are made to sum to 1, by a softmax.</summary>
    /// <value>Default <see langword="false"/>, as in the paper.</value>
    public bool Normalized { get; init; }

    /// <summary>The widths of the network's hidden layers.</summary>
    /// <value>Default [200, 80], as in the paper. Empty for a linear one.</value>
    public IReadOnlyList<int> HiddenLayers
    {
        get;
        init => field = value.All(width => width > 0) ? [.. value] : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "A hidden layer has 1 unit or more.");
    } = [200, 80];

    /// <summary>The activation of all hidden layers.</summary>
    /// <value>Default <see cref="Models.Activation.ReLU"/>. The paper's own, Dice, is not there.</value>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>The probability that a hidden unit of the network, or a number of an event's vector, is left out in a training step.</summary>
    /// <value>Default 0; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); }

    /// <summary>Whether the user's id has an embedding p_u. A user never met in training has the mean one.</summary>
    /// <value>Default <see langword="false"/>: users are known by what they did.</value>
    public bool UserId { get; init; }

    /// <summary>Encoders for features of user, context and item that shall not have the default one, by the input's name.</summary>
    /// <value>Default: none.</value>
    [JsonConverter(typeof(EncoderMapConverter))]
    public IReadOnlyDictionary<string, FeatureEncoderOptions> Encoders { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = FeatureEncoderOptions.None;

    /// <summary>The standard deviation of the normal start values of embeddings.</summary>
    /// <value>Default 0.05.</value>
    public double InitialDeviation { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InitialDeviation is not negative."); } = 0.05;

    /// <inheritdoc/>
    public override ItemRanker Create(RankingInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new DeepInterestNetwork(this, inputs, seed);
    }
}
