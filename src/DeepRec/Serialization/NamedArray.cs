using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>
/// A named tensor in managed memory: its element type, its shape and its elements, row-major and little-endian.
/// Immutable as long as the memory it was made over is left alone.
/// </summary>
internal sealed class NamedArray
{
    private const int FewBytes = 1 << 20;

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
    /// <remarks>Without a constraint, and by arrays, it is compiled ahead for each type of element.</remarks>
    public T[] ToArray<T>()
    {
        Require(ElementTypes.Of<T>());
        var values = new T[ElementCount];
        if (MemoryMarshal.TryGetArray(Data, out var bytes)) Buffer.BlockCopy(bytes.Array!, bytes.Offset, (Array)(object)values, 0, bytes.Count);
        else Buffer.BlockCopy(Data.ToArray(), 0, (Array)(object)values, 0, Data.Length);
        return values;
    }

    /// <exception cref="InvalidBundleException">The elements are of another type or another number.</exception>
    public void CopyTo<T>(Span<T> destination) where T : unmanaged
    {
        Require(ElementTypes.Of<T>());
        if (ElementCount != destination.Length)
            throw new InvalidBundleException($"Tensor '{Name}' has {ElementCount} elements, expected {destination.Length}.");
        Data.Span.CopyTo(MemoryMarshal.AsBytes(destination));
    }

    /// <summary>Looks through every number.</summary>
    /// <exception cref="InvalidBundleException">One is infinite or none at all.</exception>
    public void RequireFinite()
    {
        if (Type is not (ElementType.Float32 or ElementType.Float64)) return;
        bool finite = true;
        var data = Data.Span;
        if (Type == ElementType.Float64 || data.Length > FewBytes) finite = AreFinite(data);
        else for (int at = 0; at < data.Length; at += sizeof(float)) finite &= float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(data.Slice(at, sizeof(float))));
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

    // Quicker for many, but compiled only when it is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AreFinite(ReadOnlySpan<byte> data)
    {
        bool finite = true;
        if (Type == ElementType.Float32) foreach (float value in MemoryMarshal.Cast<byte, float>(data)) finite &= float.IsFinite(value);
        else foreach (double value in MemoryMarshal.Cast<byte, double>(data)) finite &= double.IsFinite(value);
        return finite;
    }

    private void Require(ElementType type)
    {
        if (Type != type) throw new InvalidBundleException($"Tensor '{Name}' holds {ElementTypes.NameOf(Type)}, expected {ElementTypes.NameOf(type)}.");
    }

    public static string Describe(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
