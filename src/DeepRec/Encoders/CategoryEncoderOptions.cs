using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>One id a row as a learned vector: x = E[id], E ∈ [V, D].</summary>
/// <remarks>Bengio, Ducharme, Vincent and Jauvin, "A Neural Probabilistic Language Model" (JMLR 2003).</remarks>
public sealed record CategoryEncoderOptions : FeatureEncoderOptions
{
    /// <summary>D, the vector's length.</summary>
    /// <value>Default: <see cref="EmbeddingDimension.Of"/>.</value>
    public int? Dimension { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); }

    /// <summary>The standard deviation of the normal start values.</summary>
    /// <value>Default 0.05: the spread of Keras' uniform start is of that order, and recipes on MovieLens were tuned with it.</value>
    public double InitialDeviation { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InitialDeviation is not negative."); } = 0.05;

    /// <inheritdoc/>
    public override FeatureEncoder Create(FeatureInput input, long seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.EnsureLoaded();
        Require(input, FeatureInputKind.Id, "category");
        return new CategoryEncoder(input, DimensionOf(input), InitialDeviation, seed);
    }

    internal override EncoderPlan Plan(FeatureInput input)
    {
        Require(input, FeatureInputKind.Id, "category");
        return EncoderPlan.OfTable(input.Size, DimensionOf(input), table => new LookupReader(table));
    }

    private int DimensionOf(FeatureInput input) => Dimension ?? EmbeddingDimension.Of(input.Size);
}
