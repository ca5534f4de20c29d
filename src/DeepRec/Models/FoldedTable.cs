using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// A table and the columns of the first layer that read it, multiplied beforehand: W (Σ e_id / d) = Σ (W e_id) / d, so that a row adds ready sums of the layer instead of
/// multiplying. The sums of an id are made when a row first holds it. Safe from many threads.
/// </summary>
/// <param name="reader">The table.</param>
/// <param name="layer">The first layer.</param>
/// <param name="firstInput">Where the table's vectors stand in the layer's input.</param>
internal sealed class FoldedTable(TableReader reader, PackedLayer layer, int firstInput)
{
    private const int MostOnStack = 256;
    private MatrixKernels _kernels = MatrixKernels.Starting;
    private readonly float[] _sums = new float[Size(reader, layer)]; // [V, O]
    private readonly bool[] _areMade = new bool[reader.Table.Count]; // [V]
    private readonly int _outputs = layer.Outputs;

    /// <summary>How many numbers it would hold.</summary>
    public static long Size(TableReader reader, PackedLayer layer) => (long)reader.Table.Count * layer.Outputs;

    /// <summary>y = y + W x, x the vector of a row's ids. [O]</summary>
    public void Add(ReadOnlySpan<int> ids, Span<float> y)
    {
        var kernels = MatrixKernels.Current(ref _kernels);
        float share = 1 / reader.Divisor(ids.Length);
        foreach (int id in ids)
        {
            if ((uint)id >= (uint)_areMade.Length) throw new ArgumentOutOfRangeException(nameof(ids), id, $"Ids go from 0 to {_areMade.Length - 1}.");
            if (!Volatile.Read(ref _areMade[id])) Make(id);
            kernels.AddScaled(share, _sums.AsSpan(id * _outputs, _outputs), y);
        }
    }

    // W e_id. Two threads that make the same one write the same numbers.
    private void Make(int id)
    {
        Span<float> sums = _outputs <= MostOnStack ? stackalloc float[_outputs] : new float[_outputs]; // [O]
        ReadOnlySpan<float> vector = reader.Table[id], weight = layer.Weight(firstInput, reader.Width); // [D], [D, O]
        for (int d = 0; d < vector.Length; d++) _kernels.AddScaled(vector[d], weight.Slice(d * _outputs, _outputs), sums);
        sums.CopyTo(_sums.AsSpan(id * _outputs));
        Volatile.Write(ref _areMade[id], true);
    }
}
