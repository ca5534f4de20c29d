using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>Items of several rows without an order, as ids side by side.</summary>
internal sealed class ItemBag
{
    private readonly List<long> _ids = [];
    private readonly List<long> _rows = [];
    private readonly List<float> _filled = [];

    /// <summary>How many rows there are, B.</summary>
    public int Count => _filled.Count;

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<long> ids)
    {
        foreach (long id in ids)
        {
            _ids.Add(id);
            _rows.Add(Count);
        }

        _filled.Add(ids.IsEmpty ? 0 : 1);
    }

    /// <summary>The ids, shape [N].</summary>
    public Tensor Ids() => Longs(_ids);

    /// <summary>The row of each, shape [N].</summary>
    public Tensor Rows() => Longs(_rows);

    /// <summary>1 where a row holds anything, else 0. Shape [B].</summary>
    public Tensor Filled() => TensorMemory.FromFloats([.. _filled], Count);

    private static Tensor Longs(List<long> values)
    {
        var tensor = empty(values.Count, ScalarType.Int64);
        values.CopyTo(TensorMemory.Span<long>(tensor));
        return tensor;
    }
}
