using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepRec.Redis;

/// <summary>An event as Redis keeps it: JSON with short names, so that other programs can read it.</summary>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <param name="Item">The item.</param>
/// <param name="At">When it happened.</param>
/// <param name="Values">Values of event columns.</param>
internal sealed record StoredEvent<TItem>(TItem Item, DateTimeOffset? At = null, IReadOnlyDictionary<string, JsonElement>? Values = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true, // an event without an item is none
    };

    /// <exception cref="ArgumentException">A value is none that can be kept.</exception>
    public static byte[] Write(RecentEvent<TItem> recent) => JsonSerializer.SerializeToUtf8Bytes(
        new StoredEvent<TItem>(recent.Item, recent.At, recent.Values.Count == 0 ? null : recent.Values.ToDictionary(one => one.Key, one => Element(one.Key, one.Value))), Json);

    /// <returns><see langword="null"/> where it is no event of these items: what another program wrote is passed over.</returns>
    public static RecentEvent<TItem>? Read(ReadOnlySpan<byte> stored)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredEvent<TItem>>(stored, Json) is { Item: not null } found
                ? new RecentEvent<TItem>(found.Item) { At = found.At, Values = found.Values?.ToDictionary(one => one.Key, one => Value(one.Value)) ?? [] }
                : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement Element(string name, object? value) => value switch
    {
        null or string or bool or int or long or short or byte or DateTimeOffset or DateTime => JsonSerializer.SerializeToElement(value, Json),
        float or double or decimal when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) => JsonSerializer.SerializeToElement(value, Json),
        IEnumerable<string> texts => JsonSerializer.SerializeToElement(texts, Json),
        _ => throw new ArgumentException($"The value '{value}' of '{name}' cannot be kept in Redis: it may be a text, a finite number, true or false, a time, or texts."),
    };

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString(), // throws where it holds half a surrogate pair
        JsonValueKind.Number => element.TryGetInt64(out long whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array when element.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) => element.EnumerateArray().Select(one => one.GetString()!).ToArray(),
        _ => throw new FormatException(),
    };
}
