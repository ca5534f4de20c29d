using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>Numbers as they are; a missing one is its mean in training.</summary>
internal sealed class NumberReader(FeatureInput input) : RowReader
{
    private readonly float[] _fallback = [.. input.Fallback];

    public override int Width => _fallback.Length;

    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x) => FusedNumbers.Read(numbers, _fallback, x);
}
