using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>Several ids a row as one learned vector: x = Σ E[id] / n (or as <see cref="Pooling"/> says); an empty row is zero.</summary>
public sealed record CategoriesEncoderOptions : FeatureEncoderOptions
{
    /// <summary>D, the vector's length.</summary>
    /// <value>Default: <see cref="EmbeddingDimension.Of"/>.</value>
    public int? Dimension { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); }

    /// <summary>How the vectors become one.</summary>
    /// <value>Default <see cref="BagPooling.Mean"/>.</value>
    public BagPooling Pooling { get; init; } = BagPooling.Mean;

    /// <summary>The standard deviation of the normal start values.</summary>
    /// <value>Default 0.05, as for <see cref="CategoryEncoderOptions"/>.</value>
    public double InitialDeviation { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InitialDeviation is not negative."); } = 0.05;

    /// <inheritdoc/>
    public override FeatureEncoder Create(FeatureInput input, long seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.EnsureLoaded();
        Require(input, FeatureInputKind.IdBag, "categories");
        return new CategoriesEncoder(input, DimensionOf(input), this, seed);
    }

    internal override EncoderPlan Plan(FeatureInput input)
    {
        Require(input, FeatureInputKind.IdBag, "categories");
        return EncoderPlan.OfTable(input.Size, DimensionOf(input), table => new BagReader(table, Pooling));
    }

    private int DimensionOf(FeatureInput input) => Dimension ?? EmbeddingDimension.Of(input.Size);
}
