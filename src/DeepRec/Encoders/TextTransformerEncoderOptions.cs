using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>
/// A text's tokens, each seen in the light of all others, by a small Transformer: z_t = e_t + p_t, the token's and the place's vector; blocks
/// z ← z + dropout(attention(norm z)), z ← z + dropout(W₂ gelu(W₁ norm z)); x = V (Σ norm z_t / n) + a ∈ [B, D]. An empty text has x = a.
/// </summary>
/// <remarks>
/// Vaswani et al., "Attention Is All You Need" (NeurIPS 2017); the norm first: Xiong et al. (ICML 2020). The inner layer is 4 · P wide, as there. Trained from
/// nothing it needs many texts; for few, <see cref="TextBagEncoderOptions"/> is the safer choice.
/// </remarks>
public sealed record TextTransformerEncoderOptions : FeatureEncoderOptions
{
    /// <summary>D, the vector's length.</summary>
    /// <value>Default 32.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 32;

    /// <summary>P, the length of a token's vector: a multiple of <see cref="Heads"/>.</summary>
    /// <value>Default 32.</value>
    public int TokenDimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "TokenDimension is 1 or more."); } = 32;

    /// <summary>How many heads attend at once, each in P / Heads dimensions.</summary>
    /// <value>Default 2.</value>
    public int Heads { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Heads is 1 or more."); } = 2;

    /// <summary>How many blocks stand on each other.</summary>
    /// <value>Default 1; from 1 to 24.</value>
    public int Blocks { get; init => field = value is > 0 and <= 24 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Blocks lies in 1…24."); } = 1;

    /// <summary>The probability that a number of an input or of a part's result is left out in training.</summary>
    /// <value>Default 0.1: Vaswani et al.; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); } = 0.1;

    /// <summary>How many tokens of a text are read, the first; as many places have vectors of their own.</summary>
    /// <value>Default 128; from 1 to 4,096.</value>
    public int MaximumLength { get; init => field = value is > 0 and <= 4096 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumLength lies in 1…4096."); } = 128;

    /// <summary>Whether the tokens' vectors stay as <see cref="TextVocabulary.Vectors"/> has them, those of tokens that it lacks as they start; else they are trained further. They are saved either way.</summary>
    /// <value>Default <see langword="false"/>. Without vectors to start from, <see cref="Create"/> throws.</value>
    public bool FreezeVectors { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is no bag of ids, or <see cref="TokenDimension"/> is no multiple of <see cref="Heads"/>.</exception>
    public override FeatureEncoder Create(FeatureInput input, long seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.EnsureLoaded();
        Require(input, FeatureInputKind.IdBag, "text");
        RequireVectors(input, TokenDimension, nameof(TokenDimension), FreezeVectors);
        if (TokenDimension % Heads != 0) throw new ArgumentException($"TokenDimension {TokenDimension} is no multiple of Heads {Heads}. Change one of them.");
        var random = new SeededRandom((ulong)seed);
        return new TextTransformerEncoder(input, this, ref random);
    }
}
