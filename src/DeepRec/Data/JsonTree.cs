using System.Text.Json;

namespace DeepRec;

/// <summary>
/// JSON as a tree of texts. To make objects of it by hand takes a fraction of the time that the serializer needs to look types up when a program starts. Whoever finds it
/// other than expected leaves it to the serializer, which has the rules and says what is wrong.
/// </summary>
internal sealed class JsonTree
{
    private JsonTree(JsonTokenType kind) => Kind = kind;

    /// <summary>StartObject, StartArray, String, Number, True, False or Null.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>Of a string what it says, of a number its digits.</summary>
    public string? Text { get; private init; }

    /// <summary>Of an array.</summary>
    public List<JsonTree> Items { get; private init; } = None;

    /// <summary>Of an object.</summary>
    public Dictionary<string, JsonTree>? Members { get; private init; }

    private static List<JsonTree> None { get; } = [];

    /// <summary><see langword="null"/> where it is no sound JSON, goes deeper than the library writes, or names a member twice.</summary>
    public static JsonTree? Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Json.MaxDepth });
        try
        {
            return reader.Read() && Read(ref reader) is { } tree && !reader.Read() ? tree : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the second: a text that is no text
        {
            return null;
        }
    }

    private static JsonTree? Read(ref Utf8JsonReader reader)
    {
        var kind = reader.TokenType;
        switch (kind)
        {
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, JsonTree>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string name = reader.GetString()!;
                    if (!reader.Read() || Read(ref reader) is not { } member || !members.TryAdd(name, member)) return null;
                }

                return new JsonTree(kind) { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<JsonTree>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (Read(ref reader) is not { } item) return null;
                    items.Add(item);
                }

                return new JsonTree(kind) { Items = items };
            case JsonTokenType.String: return new JsonTree(kind) { Text = reader.GetString() };
            case JsonTokenType.Number: return new JsonTree(kind) { Text = System.Text.Encoding.ASCII.GetString(reader.ValueSpan) };
            default: return new JsonTree(kind);
        }
    }
}
