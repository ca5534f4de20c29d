using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeepRec;

/// <summary>Writes the JSON header of a safetensors file, padded so that the elements start at a multiple of eight.</summary>
internal static class SafeTensorsHeaderWriter
{
    private const int Alignment = 8;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ReadOnlySpan<byte> Write(IReadOnlyList<NamedArray> ordered, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
                WriteMetadata(json, metadata);
            var names = new HashSet<string>(StringComparer.Ordinal);
            var offset = 0L;
            foreach (var array in ordered)
            {
                if (array.Name == SafeTensorsHeader.MetadataKey)
                    throw new ArgumentException($"'{array.Name}' is reserved; give the tensor another name.", nameof(ordered));
                if (!names.Add(array.Name))
                    throw new ArgumentException($"Two tensors have the name '{array.Name}'.", nameof(ordered));
                WriteTensor(json, array, offset, offset += array.Data.Length);
            }
            json.WriteEndObject();
        }
        var padding = -buffer.WrittenCount & (Alignment - 1);
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenCount <= SafeTensorsLimits.Default.HeaderBytes
            ? buffer.WrittenSpan
            : throw new ArgumentException($"The header takes {buffer.WrittenCount} bytes; at most {SafeTensorsLimits.Default.HeaderBytes} can be read back.", nameof(ordered));
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafeTensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(Text(key), Text(value));
        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, NamedArray array, long begin, long end)
    {
        json.WriteStartObject(Text(array.Name));
        json.WriteString("dtype", ElementTypes.NameOf(array.Type));
        json.WriteStartArray("shape");
        foreach (var length in array.Shape)
            json.WriteNumberValue(length);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Half a surrogate pair would be written as U+FFFD, and two names could become one.
    private static string Text(string value)
    {
        try
        {
            _ = StrictUtf8.GetByteCount(value);
            return value;
        }
        catch (EncoderFallbackException error)
        {
            throw new ArgumentException($"'{value}' holds half a surrogate pair and cannot be stored as text.", nameof(value), error);
        }
    }
}
