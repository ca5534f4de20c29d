using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DeepRec.Encoders;

/// <summary>Writes settings of a history under their registered name.</summary>
internal sealed class HistoryOptionsConverter : JsonConverter<HistoryOptions>
{
    public override HistoryOptions? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var node = JsonNode.Parse(ref reader);
        if (node is JsonObject settings) settings.TryAdd("$type", HistoryOptionsTypes.Unnamed);
        return node is null ? null : HistoryOptionsTypes.Types.Read(node);
    }

    public override void Write(Utf8JsonWriter writer, HistoryOptions value, JsonSerializerOptions options) => HistoryOptionsTypes.Types.Write(value).WriteTo(writer, options);
}
