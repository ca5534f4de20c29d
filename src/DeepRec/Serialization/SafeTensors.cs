using System.Buffers.Binary;

namespace DeepRec;

/// <summary>
/// Reads and writes the safetensors format: eight bytes of header length, a JSON header, then the elements.
/// Files are the same for the same content: larger elements first, then by name, so that every tensor is aligned.
/// Format: https://huggingface.co/docs/safetensors
/// </summary>
internal static class SafeTensors
{
    private const int PrefixBytes = sizeof(ulong);

    /// <exception cref="ArgumentException">Two tensors share a name, a name is reserved or is not valid text, or the header grows too long.</exception>
    public static void Write(Stream destination, IReadOnlyList<NamedArray> arrays, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(arrays);
        var ordered = arrays
            .OrderByDescending(array => ElementTypes.SizeOf(array.Type))
            .ThenBy(array => array.Name, StringComparer.Ordinal)
            .ToArray();
        var header = SafeTensorsHeaderWriter.Write(ordered, metadata);
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        destination.Write(prefix);
        destination.Write(header);
        foreach (var array in ordered)
            destination.Write(array.Data.Span);
    }

    /// <summary>Reads from memory. The tensors are views of <paramref name="source"/>; nothing is copied.</summary>
    /// <exception cref="InvalidBundleException">The bytes are not a sound safetensors file.</exception>
    public static SafeTensorsContent Read(ReadOnlyMemory<byte> source, SafeTensorsLimits? limits = null)
    {
        limits ??= SafeTensorsLimits.Default;
        if (source.Length < PrefixBytes)
            throw new InvalidBundleException($"A safetensors file starts with {PrefixBytes} bytes of header length; this one has {source.Length} bytes.");
        var headerBytes = HeaderBytes(source.Span, limits);
        if (headerBytes > source.Length - PrefixBytes)
            throw Truncated("The header", headerBytes, source.Length - PrefixBytes);
        var header = SafeTensorsHeader.Parse(source.Span.Slice(PrefixBytes, headerBytes), limits);
        var data = source[(PrefixBytes + headerBytes)..];
        foreach (var entry in header.Entries)
        {
            if (entry.End > data.Length)
                throw Truncated($"Tensor '{entry.Name}'", entry.Length, Math.Max(0, data.Length - entry.Begin));
        }
        if (header.DataBytes != data.Length)
            throw Trailing(data.Length - header.DataBytes);
        return new SafeTensorsContent(
            [.. header.Entries.Select(entry => new NamedArray(entry.Name, entry.Type, data.Slice((int)entry.Begin, (int)entry.Length), entry.Shape))],
            header.Metadata);
    }

    /// <summary>Reads from the stream's position to its end. Memory grows with what arrives, not with what the header claims.</summary>
    /// <exception cref="InvalidBundleException">The bytes are not a sound safetensors file.</exception>
    public static SafeTensorsContent Read(Stream source, SafeTensorsLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        limits ??= SafeTensorsLimits.Default;
        var prefix = StreamReading.Exactly(source, PrefixBytes, "The header length");
        var header = SafeTensorsHeader.Parse(StreamReading.Exactly(source, HeaderBytes(prefix, limits), "The header"), limits);
        var arrays = new List<NamedArray>(header.Entries.Count);
        foreach (var entry in header.Entries)
            arrays.Add(new NamedArray(entry.Name, entry.Type, StreamReading.Exactly(source, entry.Length, $"Tensor '{entry.Name}'"), entry.Shape));
        if (source.ReadByte() >= 0)
            throw new InvalidBundleException("Bytes follow the last tensor.");
        return new SafeTensorsContent(arrays, header.Metadata);
    }

    private static int HeaderBytes(ReadOnlySpan<byte> prefix, SafeTensorsLimits limits)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        return length <= (ulong)limits.HeaderBytes
            ? (int)length
            : throw new InvalidBundleException($"The header claims {length} bytes; at most {limits.HeaderBytes} are read. This is not a safetensors file, or it is damaged.");
    }

    internal static InvalidBundleException Truncated(string what, long expected, long found) =>
        new($"{what} is cut off: expected {expected} bytes, found {found}.");

    private static InvalidBundleException Trailing(long count) => new($"{count} bytes follow the last tensor.");
}
