namespace DeepRec.Models;

/// <summary>A <see cref="ResidualBlock"/> in evaluation, in plain memory. Safe from many threads.</summary>
/// <param name="up">W₁. [H, D]</param>
/// <param name="down">W₂. [D, H]</param>
internal sealed class PackedResidual(PackedLayer up, PackedLayer down)
{
    private MatrixKernels _kernels = MatrixKernels.Starting;

    /// <summary>How many numbers of room a row takes on its way.</summary>
    public int Room => up.Inputs + up.Outputs;

    /// <summary>x = x + W₂ gelu(W₁ norm(x)). [n, D]</summary>
    /// <param name="x">Changed in place.</param>
    /// <param name="memory">n times <see cref="Room"/> numbers.</param>
    public void Apply(MatrixView x, Span<float> memory)
    {
        MatrixView normal = MatrixView.Of(memory, x.Rows, x.Columns), hidden = MatrixView.Of(memory[(x.Rows * x.Columns)..], x.Rows, up.Outputs); // [n, D], [n, H]
        for (int i = 0; i < x.Rows; i++) Normalize(x[i], normal[i]);
        up.Forward(normal, hidden);
        GaussianUnits.Apply(hidden.Values);
        down.Forward(hidden, normal);
        var kernels = MatrixKernels.Current(ref _kernels);
        for (int i = 0; i < x.Rows; i++) kernels.AddScaled(1, normal[i], x[i]);
    }

    private static void Normalize(ReadOnlySpan<float> x, Span<float> y)
    {
        double mean = 0, variance = 0;
        foreach (float value in x) mean += value;
        mean /= x.Length;
        foreach (float value in x) variance += (value - mean) * (value - mean);
        double scale = 1 / Math.Sqrt((variance / x.Length) + DenseSettings.Epsilon);
        for (int d = 0; d < x.Length; d++) y[d] = (float)((x[d] - mean) * scale);
    }
}
