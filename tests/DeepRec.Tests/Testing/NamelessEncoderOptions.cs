using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Testing;

/// <summary>A sound encoder that has no name to be saved under.</summary>
internal sealed record NamelessEncoderOptions : FeatureEncoderOptions
{
    public override FeatureEncoder Create(FeatureInput input, long seed) => new FlawedEncoder(EncoderFlaw.None, shift: 0, input, (ulong)seed);
}
