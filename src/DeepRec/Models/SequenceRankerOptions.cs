using System.Text.Json.Serialization;
using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// Settings that published models of sequences share: what a user met before is read by a network of the model's own, and its result meets the items' vectors.
/// <code>
/// f(u, i) = s(h + p_u + W x_u, e_i + W' x_i) / τ + b_i        s the cosine or the inner product
/// h of the items that the user met, p_u the user's embedding, x_u and x_i the other encoded columns of request and item
/// </code>
/// The items' vectors are those that the history is read through. Each of a sequence's places is learned from.
/// </summary>
/// <remarks>The papers' own losses are to be had by <see cref="ItemRankerOptions.Loss"/>. Defaults were chosen on the validation part of Amazon Beauty.</remarks>
public abstract record SequenceRankerOptions : ItemRankerOptions
{
    private protected SequenceRankerOptions()
    {
    }

    /// <summary>D, the length of vectors.</summary>
    /// <value>Default 64; 1 or more.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 64;

    /// <summary>How many items of a history are read, the newest.</summary>
    /// <value>Default 50, unless a model says otherwise; 1 or more.</value>
    public int Length { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Length is 1 or more."); } = 50;

    /// <summary>The probability that a number of an item's vector, or of a layer's output that dropout stands after, is left out in a training step.</summary>
    /// <value>Default 0.3; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); } = 0.3;

    /// <summary>Whether the user's id has an embedding p_u of its own. A user never met in training has the mean one.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool UserId { get; init; }

    /// <summary>Encoders for features of user, context and item that shall not have the default one, by the input's name.</summary>
    /// <value>Default: none.</value>
    [JsonConverter(typeof(EncoderMapConverter))]
    public IReadOnlyDictionary<string, FeatureEncoderOptions> Encoders { get; init; } = FeatureEncoderOptions.None;

    /// <summary>How vectors of request and item meet.</summary>
    /// <value>Default <see cref="ItemSimilarity.Cosine"/>; the papers have <see cref="ItemSimilarity.Dot"/>.</value>
    public ItemSimilarity Similarity { get; init; } = ItemSimilarity.Cosine;

    /// <summary>τ, which scores are divided by.</summary>
    /// <value>Default 0.1, which suits a cosine; 1 suits an inner product. Above 0.</value>
    public double Temperature { get; init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Temperature is positive."); } = 0.1;

    /// <summary>Whether b_i, a number for each item starting at 0, is added.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool ItemBias { get; init; }

    /// <summary>What the vectors of items are before training.</summary>
    /// <value>Default <see cref="ItemStart.Cooccurrence"/>; the papers have <see cref="ItemStart.Random"/>.</value>
    public ItemStart ItemStart { get; init; } = ItemStart.Cooccurrence;

    /// <summary>How the model reads a history.</summary>
    internal abstract HistoryOptions ReadHistory();

    /// <summary>The ranker's name.</summary>
    private protected abstract string Name { get; }

    /// <inheritdoc/>
    public sealed override ItemRanker Create(RankingInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new SoftmaxRanker(Name, this, Scorer().Create(inputs, seed));
    }

    /// <summary>The same as settings of two towers, which is what it is built as.</summary>
    internal FactoredScorer Scorer() => new()
    {
        Dimension = Dimension,
        History = ReadHistory() with { Length = Length, Dropout = Dropout },
        UserId = UserId,
        Encoders = Encoders,
        ResidualWidth = 0,
        Similarity = Similarity,
        Temperature = Temperature,
        ItemBias = ItemBias,
        Start = ItemStart,
    };
}
