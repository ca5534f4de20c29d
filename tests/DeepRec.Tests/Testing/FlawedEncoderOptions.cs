using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Testing;

/// <summary>An encoder of ids with one flaw.</summary>
internal sealed record FlawedEncoderOptions(EncoderFlaw Flaw) : FeatureEncoderOptions
{
    static FlawedEncoderOptions() => BundleTypes.RegisterEncoder<FlawedEncoderOptions>("tests-flawed-encoder");

    /// <summary>Not public, so that it is not saved.</summary>
    internal double Shift { get; init; }

    public override FeatureEncoder Create(FeatureInput input, long seed) => new FlawedEncoder(Flaw, Shift, input, (ulong)seed);
}
