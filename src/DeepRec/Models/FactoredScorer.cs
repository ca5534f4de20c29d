using System.Text.Json.Serialization;
using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// A tower for the request and one for the item that meet in an inner product: the catalogue is encoded once, and a request costs one product an item.
/// <code>
/// f(u, i) = s(u, v) / τ + b_i        s the cosine or the inner product
/// u = r(h + p_u + W x_u) or r(MLP([h, p_u, x_u]))      h the history, or several, p_u the user's embedding, x_u the other encoded columns of the request
/// v = e_i + W x_i        or MLP([e_i, x_i])            e_i the item's embedding, x_i its other encoded columns
/// r(u) = u + W₂ gelu(W₁ norm(u)), a residual block; or u itself
/// </code>
/// </summary>
/// <remarks>
/// Covington et al., "Deep Neural Networks for YouTube Recommendations" (RecSys 2016); Yi et al., "Sampling-Bias-Corrected Neural Modeling for Large
/// Corpus Item Recommendations" (RecSys 2019). The defaults were chosen on the validation part of Amazon Beauty.
/// </remarks>
public sealed record FactoredScorer : RankingScorer
{
    /// <summary>D, the length of both towers' vectors.</summary>
    /// <value>Default 64; 1 or more.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 64;

    /// <summary>How the items that the user met so far are read; <see langword="null"/> where they are not.</summary>
    /// <value>Default: <see cref="PooledHistoryOptions"/>, the newest 50 weighted by learned recency.</value>
    public HistoryOptions? History { get; init; } = new PooledHistoryOptions();

    /// <summary>
    /// Further histories by name, each with an encoder of its own over the same table of items: what a user bought beside what they clicked, by
    /// <see cref="HistoryOptions.Actions"/>. With <see cref="UserLayers"/> their vectors stand side by side with the others, else they are summed.
    /// </summary>
    /// <value>Default: none. Names are not empty.</value>
    public IReadOnlyDictionary<string, HistoryOptions> Histories
    {
        get;
        init => field = value.All(one => one.Key.Length > 0 && one.Value is not null) ? value : throw new ArgumentException("A further history has a name and settings.", nameof(value));
    } = NoHistories;

    private static IReadOnlyDictionary<string, HistoryOptions> NoHistories { get; } = new Dictionary<string, HistoryOptions>();

    /// <summary>Whether the history is read through the item tower's own embeddings rather than through a second table.</summary>
    /// <value>Default <see langword="true"/>. Ignored without a history.</value>
    public bool TiedEmbeddings { get; init; } = true;

    /// <summary>Whether the user's id has an embedding p_u of its own. A user never met in training has the mean one.</summary>
    /// <value>Default <see langword="false"/>: users are known by what they met, so that nobody is new for long.</value>
    public bool UserId { get; init; }

    /// <summary>Encoders for features of user, context and item that shall not have the default one, by the input's name.</summary>
    /// <value>Default: none.</value>
    [JsonConverter(typeof(EncoderMapConverter))]
    public IReadOnlyDictionary<string, FeatureEncoderOptions> Encoders { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = FeatureEncoderOptions.None;

    /// <summary>How a side's encoded features become one vector before they enter its tower: one module for features of user and context, one for those of the item.</summary>
    /// <value>Default <see cref="ConcatenationFusion"/>: side by side.</value>
    public FusionOptions Fusion { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new ConcatenationFusion();

    /// <summary>
    /// The probability that in a training step an item is encoded by a vector that all unknown items share in the place of its own, so that its features must do.
    /// Items that are added later are encoded so too, and were trained for it. Histories are read by the items' own vectors; one that is new there is the average item.
    /// </summary>
    /// <value>Default 0: never; 0.3 to 0.5 where new items matter. Range [0, 1). Ignored where the item's id is no input.</value>
    /// <remarks>Volkovs, Yu and Poutanen, "DropoutNet: Addressing Cold Start in Recommender Systems" (NeurIPS 2017).</remarks>
    public double ItemIdDropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "ItemIdDropout lies in [0, 1)."); }

    /// <summary>The widths of the request tower's hidden layers; empty for a sum of its parts, features projected to D.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<int> UserLayers { get; init => field = Widths(value); } = [];

    /// <summary>The widths of the item tower's hidden layers; empty likewise.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<int> ItemLayers { get; init => field = Widths(value); } = [];

    /// <summary>The width of the residual block on the request's vector; 0 for none.</summary>
    /// <value>Default 128.</value>
    public int ResidualWidth { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "ResidualWidth is not negative."); } = 128;

    /// <summary>The probability that a unit of the towers' hidden layers or a number of the residual block's output is left out in a training step.</summary>
    /// <value>Default 0.3; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); } = 0.3;

    /// <summary>How the vectors meet.</summary>
    /// <value>Default <see cref="ItemSimilarity.Cosine"/>.</value>
    public ItemSimilarity Similarity { get; init; } = ItemSimilarity.Cosine;

    /// <summary>τ, which scores are divided by: the lower, the harder the softmax looks at the closest items.</summary>
    /// <value>Default 0.1, which suits a cosine; 1 suits an inner product. Above 0.</value>
    public double Temperature { get; init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Temperature is positive."); } = 0.1;

    /// <summary>Whether b_i, a number for each item starting at 0, is added.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool ItemBias { get; init; }

    /// <summary>What the vectors of items are before training.</summary>
    /// <value>Default <see cref="ItemStart.Cooccurrence"/>.</value>
    public ItemStart Start { get; init; } = ItemStart.Cooccurrence;

    /// <summary>The standard deviation of random start values of embeddings.</summary>
    /// <value>Default 0.05.</value>
    public double InitialDeviation { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InitialDeviation is not negative."); } = 0.05;

    /// <summary>Reads what was written of one.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal static FactoredScorer FromJson(JsonFields json) => new()
    {
        Dimension = json.Whole("dimension"),
        History = json.TakeNull("history") ? null : json.Object("history", HistoryOptionsTypes.FromJson),
        Histories = json.Map("histories", HistoryOptionsTypes.FromJson),
        TiedEmbeddings = json.Flag("tiedEmbeddings"),
        UserId = json.Flag("userId"),
        Encoders = json.Map("encoders", EncoderOptionsTypes.FromJson),
        Fusion = json.Object("fusion", FusionOptions.FromJson) ?? new ConcatenationFusion(),
        ItemIdDropout = json.Double("itemIdDropout"),
        UserLayers = json.Wholes("userLayers"),
        ItemLayers = json.Wholes("itemLayers"),
        ResidualWidth = json.Whole("residualWidth"),
        Dropout = json.Double("dropout"),
        Similarity = json.Choice<ItemSimilarity>("similarity"),
        Temperature = json.Double("temperature"),
        ItemBias = json.Flag("itemBias"),
        Start = json.Choice<ItemStart>("start"),
        InitialDeviation = json.Double("initialDeviation"),
    };

    internal override RankingNetwork Create(RankingInputs inputs, long seed) => new FactoredNetwork(this, inputs, seed);

    private static IReadOnlyList<int> Widths(IReadOnlyList<int> value) =>
        value.All(width => width > 0) ? [.. value] : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "A hidden layer has 1 unit or more.");
}
