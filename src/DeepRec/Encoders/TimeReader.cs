using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>tanh(W c + b) of the numbers c of a row; a missing one is its mean in training.</summary>
/// <param name="input">What is read.</param>
/// <param name="weight">W. [D, width]</param>
/// <param name="bias">b. [D]</param>
internal sealed class TimeReader(FeatureInput input, NamedArray weight, NamedArray bias) : RowReader
{
    private const int MostOnStack = 256;
    private readonly MatrixKernels _kernels = MatrixKernels.Starting;
    private readonly float[] _fallback = [.. input.Fallback];
    private readonly float[] _weight = weight.ToArray<float>();
    private readonly float[] _bias = bias.ToArray<float>();

    public override int Width => _bias.Length;

    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x)
    {
        int width = _fallback.Length;
        Span<float> given = width <= MostOnStack ? stackalloc float[width] : new float[width];
        NumberReader.Read(numbers, _fallback, given);
        for (int d = 0; d < x.Length; d++) x[d] = MathF.Tanh(_bias[d] + _kernels.Dot(_weight.AsSpan(d * width, width), given));
    }
}
