using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>
/// A dense vector of any modality, brought to one scale and projected: x = W n(v) + b; a row without a vector has a learned one of its own.
/// What a vector input gets when nothing is said.
/// </summary>
/// <remarks>
/// Layer normalisation: Ba, Kiros and Hinton, "Layer Normalization" (2016). Modality dropout: Neverova, Wolf, Taylor and Nebout, "ModDrop: Adaptive
/// Multi-Modal Gesture Recognition" (TPAMI 2016). Numbers beyond ±1e15 are taken as that.
/// </remarks>
public sealed record VectorEncoderOptions : FeatureEncoderOptions
{
    // Below it the normalised vector says little: of one number it is always 0, of two their order.
    private const int FewestToNormalize = 8;

    /// <summary>How vectors are brought to one scale.</summary>
    /// <value>Default: <see cref="VectorNormalization.Layer"/> for vectors of 8 numbers or more, else <see cref="VectorNormalization.None"/>.</value>
    public VectorNormalization? Normalization { get; init; }

    /// <summary>D, the length that vectors are projected to; <see langword="null"/>: they are not, and D is their own width.</summary>
    /// <value>Default 32.</value>
    public int? Dimension { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 32;

    /// <summary>The probability that a number of x is left out in a training step.</summary>
    /// <value>Default 0; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); }

    /// <summary>The probability that a row is treated in a training step as if it had no vector.</summary>
    /// <value>Default 0; range [0, 1). Above 0 where rows to be scored lack the vector more often than rows to learn from.</value>
    public double ModalityDropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "ModalityDropout lies in [0, 1)."); }

    /// <inheritdoc/>
    public override FeatureEncoder Create(FeatureInput input, long seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.EnsureLoaded();
        Require(input, FeatureInputKind.Vector, "vector");
        return new VectorEncoder(input, NormalizationOf(input), this, seed);
    }

    internal override EncoderPlan Plan(FeatureInput input)
    {
        Require(input, FeatureInputKind.Vector, "vector");
        int width = Dimension ?? input.Size;
        WeightBudget.Take("a vector in the place of a missing one", width);
        var missing = new WeightShape("missing.vector", ElementType.Float32, 1, width);
        if (Dimension is null) return new EncoderPlan(width, [missing], named => new VectorReader(NormalizationOf(input), named(missing.Name)));
        WeightBudget.Take("a dense layer", width, input.Size);
        WeightShape[] weights = [missing, new("projection.weight", ElementType.Float32, width, input.Size), new("projection.bias", ElementType.Float32, width)];
        return new EncoderPlan(width, weights, named => new VectorReader(NormalizationOf(input), named(missing.Name), named(weights[1].Name), named(weights[2].Name)));
    }

    /// <summary>How vectors of an input are brought to one scale.</summary>
    internal VectorNormalization NormalizationOf(FeatureInput input) => Normalization ?? (input.Size >= FewestToNormalize ? VectorNormalization.Layer : VectorNormalization.None);
}
