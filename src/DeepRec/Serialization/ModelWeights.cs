using static TorchSharp.torch;

namespace DeepRec;

/// <summary>A module's parameters and buffers as named arrays in managed memory, and back, names, types and shapes checked first.</summary>
internal static class ModelWeights
{
    /// <summary>Copies out everything that the module would save, in its own order and under its own names.</summary>
    public static IReadOnlyList<NamedArray> Capture(nn.Module module)
    {
        using var scope = NewDisposeScope();
        return [.. module.state_dict().Select(entry => new NamedArray(entry.Key, TypeOf(entry.Key, entry.Value), entry.Value.contiguous().bytes.ToArray(), entry.Value.shape))];
    }

    /// <summary>Copies arrays into the module's own tensors. Either all are copied or none.</summary>
    /// <exception cref="InvalidBundleException">A tensor is missing, unknown, or of another type or shape.</exception>
    public static void Restore(nn.Module module, IReadOnlyList<NamedArray> arrays)
    {
        Check(module, arrays);
        using var scope = NewDisposeScope();
        var found = arrays.ToDictionary(a => a.Name, StringComparer.Ordinal);
        foreach (var (name, target) in module.state_dict()) found[name].Data.Span.CopyTo(target.bytes);
    }

    /// <summary>Compares names, types and shapes; changes nothing.</summary>
    /// <exception cref="InvalidBundleException">A tensor is missing, unknown, or of another type or shape.</exception>
    public static void Check(nn.Module module, IReadOnlyList<NamedArray> arrays)
    {
        using var scope = NewDisposeScope();
        WeightShape.Check(module.state_dict().Select(entry => new WeightShape(entry.Key, TypeOf(entry.Key, entry.Value), entry.Value.shape)), arrays);
    }

    internal static ElementType TypeOf(string name, Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => ElementType.Float32,
        ScalarType.Float64 => ElementType.Float64,
        ScalarType.Int64 => ElementType.Int64,
        ScalarType.Int32 => ElementType.Int32,
        ScalarType.Byte => ElementType.UInt8,
        var other => throw new NotSupportedException($"The tensor '{name}' is {other}; a bundle holds float32, float64, int64, int32 and uint8."),
    };
}
