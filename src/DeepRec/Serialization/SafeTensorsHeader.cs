using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace DeepRec;

/// <summary>The header of a safetensors file, checked: its tensors lie end to end from offset 0, each as long as its shape says.</summary>
/// <param name="Entries">The tensors in the order of their data.</param>
/// <param name="Metadata">Free text that travels with the file.</param>
internal sealed record SafeTensorsHeader(IReadOnlyList<SafeTensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    public const string MetadataKey = "__metadata__";

    public long DataBytes => Entries.Count == 0 ? 0 : Entries[^1].End;

    /// <exception cref="InvalidBundleException">The header is not JSON, or not what the format and the limits allow.</exception>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, SafeTensorsLimits limits)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
            throw new InvalidBundleException("The header does not start with '{'.");
        if (!Utf8.IsValid(json))
            throw new InvalidBundleException("The header is not valid UTF-8.");
        try
        {
            var header = QuickHeader.Read(json, limits) ?? ReadSlowly(json, limits);
            header.CheckOffsets(limits);
            return header;
        }
        // InvalidOperationException is how Utf8JsonReader reports an escaped half of a surrogate pair.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidBundleException($"The header is not valid JSON: {error.Message}", error);
        }
    }

    // Tensors without elements share their offsets: then the name decides.
    public static int Compare(SafeTensorsEntry one, SafeTensorsEntry other)
    {
        int order = one.Begin.CompareTo(other.Begin);
        if (order == 0) order = one.End.CompareTo(other.End);
        return order != 0 ? order : string.CompareOrdinal(one.Name, other.Name);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // it loads the framework's part for JSON
    private static SafeTensorsHeader ReadSlowly(ReadOnlySpan<byte> json, SafeTensorsLimits limits) => new SafeTensorsHeaderReader(json, limits).Read();

    private void CheckOffsets(SafeTensorsLimits limits)
    {
        var expected = 0L;
        foreach (var entry in Entries)
        {
            if (entry.Begin != expected)
                throw new InvalidBundleException($"Tensor '{entry.Name}' starts at offset {entry.Begin}, expected {expected}: tensors lie end to end, without holes or overlaps.");
            if (entry.End < entry.Begin)
                throw new InvalidBundleException($"Tensor '{entry.Name}' ends at offset {entry.End}, before it starts at {entry.Begin}.");
            var bytes = NamedArray.ByteLength(entry.Type, entry.Shape)
                ?? throw new InvalidBundleException($"Tensor '{entry.Name}' has shape {NamedArray.Describe(entry.Shape)}, whose size overflows.");
            if (bytes != entry.Length)
                throw new InvalidBundleException($"Tensor '{entry.Name}' of type {ElementTypes.NameOf(entry.Type)} and shape {NamedArray.Describe(entry.Shape)} takes {bytes} bytes, but its offsets span {entry.Length}.");
            expected = entry.End;
        }
        if (expected > limits.DataBytes)
            throw new InvalidBundleException($"The tensors take {expected} bytes; at most {limits.DataBytes} are read.");
    }
}
