using System.Numerics;
using System.Runtime.CompilerServices;
using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// A table and the columns of the first layer that read it, multiplied beforehand: W (Σ e_id / d) = Σ (W e_id) / d, so that a row adds ready sums of the layer instead of
/// multiplying.
/// </summary>
internal sealed class FoldedTable
{
    private readonly MatrixKernels _kernels = MatrixKernels.Best;
    private readonly TableReader _reader;
    private readonly float[] _sums; // [V, O]
    private readonly int _outputs;

    /// <param name="reader">The table.</param>
    /// <param name="layer">The first layer.</param>
    /// <param name="firstInput">Where the table's vectors stand in the layer's input.</param>
    public FoldedTable(TableReader reader, PackedLayer layer, int firstInput)
    {
        (_reader, _outputs) = (reader, layer.Outputs);
        _sums = new float[Size(reader, layer)];
        var weight = layer.Weight(firstInput, reader.Width); // [D, O]
        for (int id = 0; id < reader.Table.Count; id++) Multiply(reader.Table[id], weight, _sums.AsSpan(id * _outputs, _outputs));
    }

    /// <summary>How many numbers it would hold.</summary>
    public static long Size(TableReader reader, PackedLayer layer) => (long)reader.Table.Count * layer.Outputs;

    // y [O] = x [D] · W [D, O]. Compiled as well as it can be at once: it runs for each id while a program starts, before the runtime would see that it is worth it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, Span<float> y)
    {
        for (int d = 0; d < x.Length; d++)
        {
            var row = weight.Slice(d * y.Length, y.Length);
            var factor = new Vector<float>(x[d]);
            int o = 0;
            for (; o + Vector<float>.Count <= y.Length; o += Vector<float>.Count)
            {
                Vector.FusedMultiplyAdd(factor, new Vector<float>(row[o..]), new Vector<float>(y[o..])).CopyTo(y[o..]);
            }

            for (; o < y.Length; o++) y[o] = MathF.FusedMultiplyAdd(x[d], row[o], y[o]);
        }
    }

    /// <summary>y = y + W x, x the vector of a row's ids. [O]</summary>
    public void Add(ReadOnlySpan<int> ids, Span<float> y)
    {
        float share = 1 / _reader.Divisor(ids.Length);
        foreach (int id in ids) _kernels.AddScaled(share, _sums.AsSpan(id * _outputs, _outputs), y);
    }
}
