using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>
/// A text's tokens in order by filters over windows of them: c_{f,t} = relu(⟨W_f, [e_t … e_{t+w−1}]⟩ + b_f) for each width w and filter f, e the
/// vectors of the tokens; m_f = max over t, over windows within the text; x = V dropout(m) + a ∈ [B, D]. A text shorter than w is one window, its end zero;
/// an empty one has m = 0.
/// </summary>
/// <remarks>Kim, "Convolutional Neural Networks for Sentence Classification" (EMNLP 2014); as a part of a recommender: Zheng, Noroozi and Yu, DeepCoNN (WSDM 2017).</remarks>
public sealed record TextCnnEncoderOptions : FeatureEncoderOptions
{
    /// <summary>D, the vector's length.</summary>
    /// <value>Default 32; DeepCoNN takes 50.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 32;

    /// <summary>P, the length of a token's vector.</summary>
    /// <value>Default 32. Kim takes 300, of pretrained ones; the cost is proportional.</value>
    public int TokenDimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "TokenDimension is 1 or more."); } = 32;

    /// <summary>The widths of the filters, in tokens; distinct.</summary>
    /// <value>Default [3, 4, 5]: Kim 2014.</value>
    public IReadOnlyList<int> Widths
    {
        get;
        init => field = (value ?? throw new ArgumentNullException(nameof(value))).Count > 0 && value.All(width => width > 0) && value.Distinct().Count() == value.Count
            ? [.. value]
            : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "Widths are one or more distinct numbers of tokens, 1 or more each.");
    } = [3, 4, 5];

    /// <summary>F, how many filters of each width there are.</summary>
    /// <value>Default 32. Kim and DeepCoNN take 100; the cost is proportional.</value>
    public int Filters { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Filters is 1 or more."); } = 32;

    /// <summary>The probability that a number of m is left out in training.</summary>
    /// <value>Default 0.5: Kim 2014; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); } = 0.5;

    /// <summary>How many tokens of a text are read, the first.</summary>
    /// <value>Default 256; 1 or more.</value>
    public int MaximumLength { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumLength is 1 or more."); } = 256;

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
        return new TextCnnEncoder(input, this, ref random);
    }
}
