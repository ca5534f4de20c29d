using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>A text's tokens read one by one by gated recurrent units: x = V dropout(h_n) + a ∈ [B, D], h_n the state behind the last token, zero of an empty text.</summary>
/// <remarks>Cho et al., "Learning Phrase Representations using RNN Encoder–Decoder" (EMNLP 2014). For items' text: Bansal, Belanger and McCallum, "Ask the GRU" (RecSys 2016).</remarks>
public sealed record TextGruEncoderOptions : FeatureEncoderOptions
{
    /// <summary>D, the vector's length.</summary>
    /// <value>Default 32.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 32;

    /// <summary>P, the length of a token's vector.</summary>
    /// <value>Default 32.</value>
    public int TokenDimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "TokenDimension is 1 or more."); } = 32;

    /// <summary>H, the length of the state.</summary>
    /// <value>Default 32.</value>
    public int Hidden { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Hidden is 1 or more."); } = 32;

    /// <summary>The probability that a number of the last state is left out in training.</summary>
    /// <value>Default 0.2; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); } = 0.2;

    /// <summary>How many tokens of a text are read, the first. They are read one after another: it is what the time goes with.</summary>
    /// <value>Default 128; 1 or more.</value>
    public int MaximumLength { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumLength is 1 or more."); } = 128;

    /// <summary>Whether the tokens' vectors stay as <see cref="TextVocabulary.Vectors"/> has them, those of tokens that it lacks as they start; else they are trained further. They are saved either way.</summary>
    /// <value>Default <see langword="false"/>. Without vectors to start from, <see cref="Create"/> throws.</value>
    public bool FreezeVectors { get; init; }

    /// <inheritdoc/>
    public override FeatureEncoder Create(FeatureInput input, long seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.EnsureLoaded();
        Require(input, FeatureInputKind.IdBag, "text");
        RequireVectors(input, TokenDimension, nameof(TokenDimension), FreezeVectors);
        var random = new SeededRandom((ulong)seed);
        return new TextGruEncoder(input, this, ref random);
    }
}
