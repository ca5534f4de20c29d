namespace DeepRec.Encoders;

/// <summary>
/// A history read by a Transformer whose every place sees the items up to itself:
/// <code>
/// x_t = √D · e_t + p_t        p_t learned for each place, counted from the oldest item read
/// x ← x + drop(attention(norm x)), x ← x + drop(W₂ gelu(W₁ norm x)), block after block
/// h = norm(x_n)        of the newest item
/// </code>
/// A user who met nothing has h = 0.
/// </summary>
/// <remarks>
/// Kang and McAuley, "Self-Attentive Sequential Recommendation" (ICDM 2018), with the norm before each part (Xiong et al., ICML 2020) and gelu. √D brings item
/// vectors, which start short, to the scale of the blocks' results. Dropout is
/// that of the items' vectors, of the attention's result and of the inner network's.
/// </remarks>
public sealed record TransformerHistoryOptions : HistoryOptions
{
    /// <summary>How many blocks follow each other.</summary>
    /// <value>Default 2, as in the paper; 1 or more.</value>
    public int Blocks { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Blocks is 1 or more."); } = 2;

    /// <summary>How many heads attention has, each on its share of a vector, whose length is a multiple of it.</summary>
    /// <value>Default 2; 1 or more.</value>
    public int Heads { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Heads is 1 or more."); } = 2;

    /// <summary>The width of a block's inner network, W₁.</summary>
    /// <value>Default 256, four times the default length of vectors; 1 or more.</value>
    public int HiddenWidth { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HiddenWidth is 1 or more."); } = 256;

    internal override HistoryEncoder Create(EmbeddingTable items, ref SeededRandom random) => new TransformerHistoryEncoder(this, items, ref random);
}
