using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>Copies between managed memory and CPU tensors, one block at a time.</summary>
internal static class TensorMemory
{
    /// <summary>A view of a contiguous CPU tensor's own memory. Keep the tensor alive while it is used.</summary>
    public static Span<T> Span<T>(Tensor tensor) where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    public static Tensor FromFloats(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long length in shape) count *= length;
        if (count != values.Length) throw new ArgumentException($"{values.Length} values do not fill a shape of {count}.", nameof(values));
        var tensor = empty(shape.ToArray(), ScalarType.Float32);
        values.CopyTo(Span<float>(tensor));
        return tensor;
    }

    public static float[] ToFloats(Tensor tensor)
    {
        using var contiguous = tensor.contiguous();
        return Span<float>(contiguous).ToArray();
    }
}
