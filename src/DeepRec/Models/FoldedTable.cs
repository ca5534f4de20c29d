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
        var vector = new float[reader.Width];
        for (int id = 0; id < reader.Table.Count; id++)
        {
            reader.Table[id].CopyTo(vector);
            layer.Add(MatrixView.Of(vector, 1, vector.Length), firstInput, MatrixView.Of(_sums.AsSpan(id * _outputs), 1, _outputs)); // [1, D] · [D, O]
        }
    }

    /// <summary>How many numbers it would hold.</summary>
    public static long Size(TableReader reader, PackedLayer layer) => (long)reader.Table.Count * layer.Outputs;

    /// <summary>y = y + W x, x the vector of a row's ids. [O]</summary>
    public void Add(ReadOnlySpan<int> ids, Span<float> y)
    {
        float share = 1 / _reader.Divisor(ids.Length);
        foreach (int id in ids) _kernels.AddScaled(share, _sums.AsSpan(id * _outputs, _outputs), y);
    }
}
