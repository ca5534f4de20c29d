using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>Numbers as they are; a missing one is its mean in training.</summary>
internal sealed class NumberReader(FeatureInput input) : RowReader
{
    private readonly float[] _fallback = [.. input.Fallback];

    public override int Width => _fallback.Length;

    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x) => Read(numbers, _fallback, x);

    internal static void Read(ReadOnlySpan<float> numbers, ReadOnlySpan<float> fallback, Span<float> x)
    {
        for (int k = 0; k < x.Length; k++) x[k] = float.IsNaN(numbers[k]) ? fallback[k] : numbers[k];
    }
}
