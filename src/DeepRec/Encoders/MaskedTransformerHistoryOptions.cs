namespace DeepRec.Encoders;

/// <summary>A history read by a Transformer whose every place sees all others, and the state of a mask after the newest item; see <see cref="Models.Bert4RecOptions"/>.</summary>
internal sealed record MaskedTransformerHistoryOptions : HistoryOptions
{
    /// <summary>How many blocks follow each other.</summary>
    /// <value>1 or more.</value>
    public required int Blocks { get; init; }

    /// <summary>How many heads attention has.</summary>
    /// <value>A divisor of the vectors' length.</value>
    public required int Heads { get; init; }

    /// <summary>The width of a block's inner network.</summary>
    /// <value>1 or more.</value>
    public required int HiddenWidth { get; init; }

    internal override HistoryEncoder Create(EmbeddingTable items, ref SeededRandom random) => new MaskedTransformerHistoryEncoder(this, items, ref random);
}
