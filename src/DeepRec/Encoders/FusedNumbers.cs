using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>Numbers as they are; a missing one is its mean in training.</summary>
internal sealed class FusedNumbers(FeatureInput input, NumberColumn column) : FusedInput
{
    private readonly float[] _fallback = [.. input.Fallback];

    public override int Width => input.Size;

    public override void Gather(ReadOnlySpan<int> rows, MatrixView x)
    {
        var values = column.Values;
        for (int i = 0; i < rows.Length; i++) NumberReader.Read(values.Slice(rows[i] * Width, Width), _fallback, x[i]);
    }
}
