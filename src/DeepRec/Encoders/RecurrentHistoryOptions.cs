namespace DeepRec.Encoders;

/// <summary>
/// A history read item after item by a recurrent network:
/// <code>
/// s_t = cell(e_t, s_{t−1}), s_0 = 0        h = W s_n + b
/// GRU   r = σ(W_r e + U_r s), z = σ(W_z e + U_z s), c = tanh(W_c e + r ∘ (U_c s)), s' = c + z ∘ (s − c)
/// LSTM  i, f, o = σ(W e + U s), m' = f ∘ m + i ∘ tanh(W_m e + U_m s), s' = o ∘ tanh m'
/// </code>
/// with a bias beside each W and U. A user who met nothing has h = 0.
/// </summary>
/// <remarks>Hidasi et al., "Session-based Recommendations with Recurrent Neural Networks" (ICLR 2016).</remarks>
public sealed record RecurrentHistoryOptions : HistoryOptions
{
    /// <summary>How the network goes from one item to the next.</summary>
    /// <value>Default <see cref="RecurrentCell.Gru"/>, as in the paper.</value>
    public RecurrentCell Cell { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Cell is none of the named ones."); } = RecurrentCell.Gru;

    /// <summary>H, the length of s.</summary>
    /// <value>Default 128; the paper has 100 and more. 1 or more.</value>
    public int HiddenWidth { get; init => field = value is > 0 and <= 1 << 20 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HiddenWidth is 1 or more."); } = 128;

    /// <summary>How many networks follow each other, each reading the states of the one before.</summary>
    /// <value>Default 1, as in the paper; 1 or more.</value>
    public int Layers { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Layers is 1 or more."); } = 1;

    internal override HistoryEncoder Create(EmbeddingTable items, ref SeededRandom random) => new RecurrentHistoryEncoder(this, items, ref random);
}
