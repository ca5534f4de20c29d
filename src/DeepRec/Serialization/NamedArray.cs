using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>
/// A named tensor in managed memory: its element type, its shape and its elements, row-major and little-endian.
/// Immutable as long as the memory it was made over is left alone.
/// </summary>
internal sealed class NamedArray
{
    public NamedArray(string name, ElementType type, ReadOnlyMemory<byte> data, params ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (ByteLength(type, shape) is not { } expected || expected != data.Length)
            throw new ArgumentException($"Tensor '{name}' of type {ElementTypes.NameOf(type)} and shape {Describe(shape)} does not fit {data.Length} bytes.", nameof(data));
        Name = name;
        Type = type;
        Data = data;
        Shape = shape.ToArray();
    }

    public string Name { get; }

    public ElementType Type { get; }

    /// <summary>The length of each axis; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    public ReadOnlyMemory<byte> Data { get; }

    public int ElementCount => Data.Length / ElementTypes.SizeOf(Type);

    /// <summary>Copies <paramref name="values"/>. Without a shape they are one axis.</summary>
    public static NamedArray From<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape) where T : unmanaged =>
        new(name, ElementTypes.Of<T>(), MemoryMarshal.AsBytes(values).ToArray(), shape.IsEmpty ? [values.Length] : shape);

    public static NamedArray Scalar<T>(string name, T value) where T : unmanaged =>
        new(name, ElementTypes.Of<T>(), MemoryMarshal.AsBytes([value]).ToArray());

    /// <exception cref="InvalidBundleException">The elements are of another type.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        var values = new T[ElementCount];
        CopyTo<T>(values);
        return values;
    }

    /// <exception cref="InvalidBundleException">The elements are of another type or another number.</exception>
    public void CopyTo<T>(Span<T> destination) where T : unmanaged
    {
        if (Type != ElementTypes.Of<T>())
            throw new InvalidBundleException($"Tensor '{Name}' holds {ElementTypes.NameOf(Type)}, expected {ElementTypes.NameOf(ElementTypes.Of<T>())}.");
        if (ElementCount != destination.Length)
            throw new InvalidBundleException($"Tensor '{Name}' has {ElementCount} elements, expected {destination.Length}.");
        Data.Span.CopyTo(MemoryMarshal.AsBytes(destination));
    }

    /// <summary>Looks through every number.</summary>
    /// <exception cref="InvalidBundleException">One is infinite or none at all.</exception>
    public void RequireFinite()
    {
        bool finite = true;
        if (Type == ElementType.Float32) foreach (float value in MemoryMarshal.Cast<byte, float>(Data.Span)) finite &= float.IsFinite(value);
        if (Type == ElementType.Float64) foreach (double value in MemoryMarshal.Cast<byte, double>(Data.Span)) finite &= double.IsFinite(value);
        if (!finite) throw new InvalidBundleException($"The tensor '{Name}' holds a value that is infinite or no number.");
    }

    /// <summary>The bytes that a tensor takes, or null where the product overflows or an axis is negative.</summary>
    public static long? ByteLength(ElementType type, ReadOnlySpan<long> shape)
    {
        // An overflow is refused even beside an axis of zero, so that no reader meets a product it cannot hold.
        long bytes = ElementTypes.SizeOf(type);
        var empty = false;
        foreach (var length in shape)
        {
            if (length < 0) return null;
            if (length == 0) empty = true;
            else if (bytes > long.MaxValue / length) return null;
            else bytes *= length;
        }
        return empty ? 0 : bytes;
    }

    public static string Describe(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
