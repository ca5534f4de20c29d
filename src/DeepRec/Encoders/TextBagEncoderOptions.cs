using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>
/// A text as the bag of its tokens, by TF-IDF: x = Σ_t u_t E[t], u_t = f_t w_t / √Σ_s (f_s w_s)², over the different tokens of the row; f_t = 1 + ln n_t where the token
/// occurs n_t times, w_t the weight of its id (<see cref="FeatureInput.Weights"/>, else 1), E ∈ [V, D] learned. An empty text is zero. The default for ids with weights.
/// </summary>
/// <remarks>
/// Salton and Buckley, "Term-weighting Approaches in Automatic Text Retrieval" (1988); 1 + ln n: Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), section 6.4.1.
/// </remarks>
public sealed record TextBagEncoderOptions : FeatureEncoderOptions
{
    /// <summary>D, the vector's length.</summary>
    /// <value>Default 32.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 32;

    /// <summary>Whether a token that occurs n times counts 1 + ln n times; else n times.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool SublinearFrequency { get; init; } = true;

    /// <summary>The probability that a token of a row is left out in training.</summary>
    /// <value>Default 0; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); }

    /// <summary>The standard deviation of the normal start values.</summary>
    /// <value>Default 0.05, as for <see cref="CategoryEncoderOptions"/>.</value>
    public double InitialDeviation { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InitialDeviation is not negative."); } = 0.05;

    /// <summary>Whether the tokens' vectors stay as <see cref="TextVocabulary.Vectors"/> has them, those of tokens that it lacks as they start; else they are trained further. They are saved either way.</summary>
    /// <value>Default <see langword="false"/>. Without vectors to start from, <see cref="Create"/> throws.</value>
    public bool FreezeVectors { get; init; }

    /// <inheritdoc/>
    public override FeatureEncoder Create(FeatureInput input, long seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.EnsureLoaded();
        Require(input, FeatureInputKind.IdBag, "text");
        RequireVectors(input, Dimension, nameof(Dimension), FreezeVectors);
        var random = new SeededRandom((ulong)seed);
        return new TextBagEncoder(input, this, ref random);
    }

    internal override EncoderPlan Plan(FeatureInput input)
    {
        Require(input, FeatureInputKind.IdBag, "text");
        RequireVectors(input, Dimension, nameof(Dimension), FreezeVectors);
        WeightBudget.Take("a table", input.Size, Dimension);
        var tokens = new WeightShape("tokens.weight", ElementType.Float32, input.Size, Dimension);
        return new EncoderPlan(Dimension, [tokens], named => new TextBagReader(new TableRows(named(tokens.Name)), [.. input.Weights], SublinearFrequency));
    }
}
