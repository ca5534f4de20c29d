using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace DeepRec;

/// <summary>Reads any JSON into a tree, by the framework's reader.</summary>
internal static class JsonTreeReader
{
    /// <inheritdoc cref="JsonTree.Parse"/>
    [MethodImpl(MethodImplOptions.NoInlining)] // who does not need it does not load the framework's part for JSON
    public static JsonTree? Read(ReadOnlySpan<byte> json)
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
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, JsonTree>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string name = reader.GetString()!;
                    if (!reader.Read() || Read(ref reader) is not { } member || !members.TryAdd(name, member)) return null;
                }

                return new JsonTree(JsonKind.Object) { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<JsonTree>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (Read(ref reader) is not { } item) return null;
                    items.Add(item);
                }

                return new JsonTree(JsonKind.Array) { Items = items };
            case JsonTokenType.String: return new JsonTree(JsonKind.Text) { Text = reader.GetString() };
            case JsonTokenType.Number: return new JsonTree(JsonKind.Number) { Text = Encoding.ASCII.GetString(reader.ValueSpan) };
            case JsonTokenType.True: return new JsonTree(JsonKind.True);
            case JsonTokenType.False: return new JsonTree(JsonKind.False);
            default: return new JsonTree(JsonKind.Null);
        }
    }
}
