using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>Weights of a model in another of the same settings whose tables have more rows: those that both have are the same to the bit.</summary>
internal static class GrownWeights
{
    /// <summary>Whether the weights fit: each tensor of the one is in the other, of the same shape or with more rows at its end.</summary>
    /// <param name="module">The larger one.</param>
    /// <param name="arrays">The weights of the smaller one.</param>
    public static bool Fit(nn.Module module, IReadOnlyList<NamedArray> arrays)
    {
        using var scope = NewDisposeScope();
        var known = arrays.ToDictionary(array => array.Name, StringComparer.Ordinal);
        var tensors = module.state_dict();
        return tensors.Count == known.Count && tensors.All(entry =>
            known.TryGetValue(entry.Key, out var array) && array.Type == ModelWeights.TypeOf(entry.Key, entry.Value) && Fit([.. array.Shape], entry.Value.shape));
    }

    /// <summary>Copies the weights into the first rows of the module's own tensors; rows behind them keep their start values.</summary>
    public static void Restore(nn.Module module, IReadOnlyList<NamedArray> arrays)
    {
        using var scope = NewDisposeScope();
        var known = arrays.ToDictionary(array => array.Name, StringComparer.Ordinal);
        foreach (var (name, target) in module.state_dict()) known[name].Data.Span.CopyTo(target.bytes);
    }

    /// <summary>Gives the rows that came last in tables of ids what the id of unknown values has: who is new is then at first who is not known.</summary>
    /// <param name="module">The larger one, with the weights of the smaller.</param>
    /// <param name="arrays">The weights of the smaller one.</param>
    public static void BeginAsUnknown(nn.Module module, IReadOnlyList<NamedArray> arrays)
    {
        using var scope = NewDisposeScope();
        var known = arrays.ToDictionary(array => array.Name, StringComparer.Ordinal);
        foreach (var (name, target) in module.state_dict())
        {
            int rows = target.Dimensions == 0 ? 0 : (int)target.shape[0], old = target.Dimensions == 0 ? 0 : (int)known[name].Shape[0];
            if (rows == old) continue;
            var bytes = target.bytes; // [rows, …]
            int row = bytes.Length / rows;
            for (int i = old; i < rows; i++) bytes.Slice(Vocabulary.FirstBucket * row, row).CopyTo(bytes[(i * row)..]);
        }
    }

    private static bool Fit(long[] known, long[] grown) => known.SequenceEqual(grown)
        || (known.Length > 0 && known.Length == grown.Length && known[0] < grown[0] && known.AsSpan(1).SequenceEqual(grown.AsSpan(1)));
}
