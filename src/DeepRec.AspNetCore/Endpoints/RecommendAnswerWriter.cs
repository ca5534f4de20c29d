using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DeepRec.AspNetCore;

/// <summary>
/// Writes lists of recommendations as the serializer would, byte for byte, and quicker: properties one by one, and the length beforehand. Where the service's settings of JSON shape
/// properties, the serializer writes.
/// </summary>
internal static class RecommendAnswerWriter
{
    private static readonly JsonEncodedText Model = JsonEncodedText.Encode("model"), Sha256 = JsonEncodedText.Encode("sha256"), LoadedAt = JsonEncodedText.Encode("loadedAt"), Items = JsonEncodedText.Encode("items"),
        Item = JsonEncodedText.Encode("item"), Score = JsonEncodedText.Encode("score"), Rung = JsonEncodedText.Encode("rung"), Reason = JsonEncodedText.Encode("reason");

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private static Known? _known;

    /// <summary>Answers a request.</summary>
    public static Task WriteAsync<TItem>(HttpContext http, RecommendAnswer<TItem> answer)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var known = _known;
        if (known?.Options != options) _known = known = new Known(options, IsPlain(options));
        if (!known.IsPlain) return http.Response.WriteAsJsonAsync(answer, options);
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true })) Write(writer, answer, options);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = buffer.WrittenCount;
        http.Response.BodyWriter.Write(buffer.WrittenSpan); // sent when the request ends
        return Task.CompletedTask;
    }

    private static void Write<TItem>(Utf8JsonWriter writer, RecommendAnswer<TItem> answer, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(Model);
        writer.WriteString(Model, answer.Model.Model);
        writer.WriteString(Sha256, answer.Model.Sha256);
        writer.WriteString(LoadedAt, answer.Model.LoadedAt);
        writer.WriteEndObject();
        writer.WriteStartArray(Items);
        foreach (var item in answer.Items)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(Item);
            if (item.Item is string text) writer.WriteStringValue(text);
            else JsonSerializer.Serialize(writer, item.Item, options);
            writer.WriteNumber(Score, item.Score);
            writer.WriteString(Rung, item.Rung);
            writer.WriteString(Reason, item.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Nothing of the settings, escapes aside, changes how these properties come out.
    private static bool IsPlain(JsonSerializerOptions options) =>
        options is { WriteIndented: false, DefaultIgnoreCondition: JsonIgnoreCondition.Never, ReferenceHandler: null, Converters.Count: 0, TypeInfoResolver: DefaultJsonTypeInfoResolver { Modifiers.Count: 0 } }
        && options.PropertyNamingPolicy == JsonNamingPolicy.CamelCase && (options.NumberHandling & JsonNumberHandling.WriteAsString) == 0;

    private sealed record Known(JsonSerializerOptions Options, bool IsPlain);
}
