using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// One side of <see cref="FusedRanker"/>: vectors of a table x, as they are or divided by their length, times a factor; and a number beside them. The same as
/// <see cref="FactoredNetwork"/> makes with tensors, and the way back. One thread at a time.
/// </summary>
/// <param name="table">[V, D].</param>
/// <param name="all">Whether the gradient is that of the whole table, as where a step meets all of its rows; else of the rows that it meets.</param>
/// <param name="isCosine">Whether x / √(⟨x, x⟩ + 10⁻¹²) is taken for x.</param>
/// <param name="factor">What it is multiplied by.</param>
/// <param name="bias">[V, 1]: the number beside the vector; <see langword="null"/>: 1, where there is one.</param>
internal sealed class FusedTower(EmbeddingTable table, bool all, bool isCosine, double factor, EmbeddingTable? bias = null)
{
    private readonly MatrixKernels _kernels = MatrixKernels.Best;
    private readonly MemoryGradient _gradient = GradientOf(table, all);
    private readonly MemoryGradient? _biasGradient = bias is null ? null : GradientOf(bias, all);
    private readonly float _factor = (float)factor;
    private readonly int _width = table.Dimension;

    /// <summary>Where the gradients stand.</summary>
    public IEnumerable<MemoryGradient> Gradients => _biasGradient is null ? [_gradient] : [_gradient, _biasGradient];

    /// <summary>Whether the gradient is that of the whole table.</summary>
    public bool IsWhole => all;

    /// <summary>Before a step, unless <see cref="Fill"/> comes first to the same rows in every step.</summary>
    public void Begin()
    {
        _gradient.Clear();
        _biasGradient?.Clear();
    }

    /// <summary>Puts the vectors of ids.</summary>
    /// <param name="ids">[n].</param>
    /// <param name="vectors">[n, D], or [n, D + 1] with the number beside it.</param>
    public void Gather(ReadOnlySpan<int> ids, MatrixView vectors)
    {
        _gradient.Rows?.Needed?.Invoke(ids);
        _biasGradient?.Rows?.Needed?.Invoke(ids);
        ReadOnlySpan<float> weight = TensorMemory.Span<float>(table.Weight), biases = bias is null ? [] : TensorMemory.Span<float>(bias.Weight);
        Touch(weight, ids);
        for (int i = 0; i < ids.Length; i++)
        {
            var x = weight.Slice(ids[i] * _width, _width);
            var y = vectors[i];
            float times = _factor * InverseLength(x);
            if (times == 1) x.CopyTo(y);
            else TensorPrimitives.Multiply(x, times, y[.._width]);
            if (y.Length > _width) y[_width] = bias is null ? 1 : biases[ids[i]];
        }
    }

    /// <summary>Adds the gradient of those vectors to that of the table.</summary>
    /// <param name="ids">As they were gathered.</param>
    /// <param name="gradient">[n, D], or [n, D + 1].</param>
    public void Scatter(ReadOnlySpan<int> ids, MatrixView gradient) => Take(ids, gradient, fills: false);

    /// <summary>Puts the gradient of those vectors into that of the whole table, whatever was there. Safe from several threads for different ids.</summary>
    /// <param name="ids">As they were gathered, each once.</param>
    /// <param name="gradient">[n, D], or [n, D + 1].</param>
    public void Fill(ReadOnlySpan<int> ids, MatrixView gradient) => Take(ids, gradient, fills: true);

    private void Take(ReadOnlySpan<int> ids, MatrixView gradient, bool fills)
    {
        ReadOnlySpan<float> weight = TensorMemory.Span<float>(table.Weight);
        for (int i = 0; i < ids.Length; i++)
        {
            var x = weight.Slice(ids[i] * _width, _width);
            Span<float> g = gradient[i][.._width], sum = RowOf(_gradient, ids[i], _width);
            float inverse = InverseLength(x), times = _factor * inverse;
            if (fills) TensorPrimitives.Multiply(g, times, sum);
            else _kernels.AddScaled(times, g, sum);
            if (isCosine) _kernels.AddScaled(-times * inverse * inverse * _kernels.Dot(x, g), x, sum);
            if (_biasGradient is null) continue;
            ref float biasSum = ref RowOf(_biasGradient, ids[i], 1)[0];
            biasSum = (fills ? 0 : biasSum) + gradient[i][_width];
        }
    }

    // Reads both ends of rows that lie far apart, so that memory answers for many at a time.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private float Touch(ReadOnlySpan<float> weight, ReadOnlySpan<int> ids)
    {
        float sum = 0;
        foreach (int id in ids) sum += weight[id * _width] + weight[(id * _width) + _width - 1];
        return sum;
    }

    private static Span<float> RowOf(MemoryGradient gradient, int id, int width) => gradient.All is { } whole ? whole.AsSpan(id * width, width) : gradient.Rows![id];

    private float InverseLength(ReadOnlySpan<float> x) => isCosine ? 1 / MathF.Sqrt(_kernels.Dot(x, x) + 1e-12f) : 1;

    private static MemoryGradient GradientOf(EmbeddingTable table, bool all) =>
        all ? new MemoryGradient(table.Weight, new float[table.Cardinality * table.Dimension], Rows: null) : new MemoryGradient(table.Weight, All: null, new RowGradient(table.Cardinality, table.Dimension));
}
