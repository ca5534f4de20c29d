using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>Numbers as they are: x ∈ [B, width]. Put them on one scale first (Standardize, ScaleToRange).</summary>
public sealed record NumberEncoderOptions : FeatureEncoderOptions
{
    /// <inheritdoc/>
    public override FeatureEncoder Create(FeatureInput input, long seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.EnsureLoaded();
        Require(input, FeatureInputKind.Number, "number");
        return new NumberEncoder(input);
    }

    internal override EncoderPlan Plan(FeatureInput input)
    {
        Require(input, FeatureInputKind.Number, "number");
        return EncoderPlan.OfNothing(input.Size, () => new NumberReader(input));
    }
}
