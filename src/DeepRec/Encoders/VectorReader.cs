using System.Buffers;

namespace DeepRec.Encoders;

/// <summary>A vector brought to one scale and projected, x = W n(v) + b; in the place of a missing one a learned x.</summary>
internal sealed class VectorReader : RowReader
{
    private const float Largest = 1e15f, SmallestLength = 1e-12f;
    private const double Epsilon = 1e-5;
    private readonly VectorNormalization _normalization;
    private readonly float[] _missing; // [D]
    private readonly float[]? _weight; // [D, W]
    private readonly float[]? _bias; // [D]
    private MatrixKernels _kernels = MatrixKernels.Starting;

    /// <param name="normalization">n.</param>
    /// <param name="missing">In the place of a missing vector. [1, D]</param>
    /// <param name="weight">W [D, W]; <see langword="null"/>: vectors are not projected.</param>
    /// <param name="bias">b. [D]</param>
    public VectorReader(VectorNormalization normalization, NamedArray missing, NamedArray? weight = null, NamedArray? bias = null) =>
        (_normalization, _missing, _weight, _bias) = (normalization, missing.ToArray<float>(), weight?.ToArray<float>(), bias?.ToArray<float>());

    public override int Width => _missing.Length;

    /// <inheritdoc/>
    /// <param name="ids">None.</param>
    /// <param name="numbers">The row's vector [W]; empty: it has none.</param>
    /// <param name="x">[D].</param>
    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x)
    {
        if (numbers.IsEmpty)
        {
            _missing.CopyTo(x);
            return;
        }

        if (_weight is null)
        {
            Normalize(numbers, x);
            return;
        }

        float[] rented = ArrayPool<float>.Shared.Rent(numbers.Length);
        var normal = rented.AsSpan(0, numbers.Length); // [W]
        Normalize(numbers, normal);
        var kernels = MatrixKernels.Current(ref _kernels);
        for (int d = 0; d < x.Length; d++) x[d] = _bias![d] + kernels.Dot(_weight.AsSpan(d * normal.Length, normal.Length), normal);
        ArrayPool<float>.Shared.Return(rented);
    }

    private void Normalize(ReadOnlySpan<float> vector, Span<float> y)
    {
        for (int k = 0; k < y.Length; k++) y[k] = Math.Clamp(vector[k], -Largest, Largest);
        if (_normalization == VectorNormalization.None) return;
        double mean = 0, scale;
        if (_normalization == VectorNormalization.Length)
        {
            scale = 1 / Math.Max(SmallestLength, Math.Sqrt(Spread(y, mean)));
        }
        else
        {
            foreach (float value in y) mean += value;
            mean /= y.Length;
            scale = 1 / Math.Sqrt((Spread(y, mean) / y.Length) + Epsilon);
        }

        foreach (ref float value in y) value = (float)((value - mean) * scale);
    }

    private static double Spread(ReadOnlySpan<float> values, double mean)
    {
        double squares = 0;
        foreach (float value in values) squares += (value - mean) * (value - mean);
        return squares;
    }
}
