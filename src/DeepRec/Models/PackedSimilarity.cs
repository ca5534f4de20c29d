namespace DeepRec.Models;

/// <summary>Vectors as they meet in an inner product: as they are or of length 1, times a factor. Safe from many threads.</summary>
/// <param name="isCosine">Whether x / √(⟨x, x⟩ + 10⁻¹²) is taken for x.</param>
/// <param name="factor">What it is multiplied by.</param>
internal sealed class PackedSimilarity(bool isCosine, double factor)
{
    private readonly float _factor = (float)factor;
    private MatrixKernels _kernels = MatrixKernels.Starting;

    /// <summary>Puts the vector that is meant. [D]</summary>
    public void Measure(ReadOnlySpan<float> x, Span<float> y)
    {
        float times = isCosine ? _factor / MathF.Sqrt(MatrixKernels.Current(ref _kernels).Dot(x, x) + 1e-12f) : _factor;
        for (int d = 0; d < x.Length; d++) y[d] = x[d] * times;
    }
}
