using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>
/// Lookups in tables during one training step of the current thread: autograd then makes gradients of the vectors that were looked up, and none of a whole table comes to be.
/// </summary>
internal sealed class StepLookups : IDisposable
{
    [ThreadStatic]
    private static StepLookups? _current;

    private readonly List<TableLookup> _lookups = [];

    private StepLookups()
    {
    }

    /// <summary>Starts to collect; dispose to end it.</summary>
    public static StepLookups Begin() => _current = new StepLookups();

    /// <summary>What was looked up since.</summary>
    public IReadOnlyList<TableLookup> All => _lookups;

    /// <summary>Rows of a table, [N] → [N, D], by way of the step's collection where there is one.</summary>
    /// <param name="table">[V, D].</param>
    /// <param name="ids">[N], int64.</param>
    public static Tensor Look(Parameter table, Tensor ids)
    {
        if (_current is null || !table.requires_grad || !is_grad_enabled() || table.dtype != ScalarType.Float32) return table.index_select(0, ids); // [N, D]
        Tensor vectors;
        using (no_grad()) vectors = table.index_select(0, ids); // [N, D]
        vectors.requires_grad = true;
        _current._lookups.Add(new TableLookup(table, ids.contiguous().DetachFromDisposeScope(), vectors.contiguous().DetachFromDisposeScope())); // the same, whatever becomes of the caller's
        return vectors;
    }

    public void Dispose()
    {
        if (ReferenceEquals(_current, this)) _current = null;
        foreach (var lookup in _lookups) lookup.Dispose();
    }
}
