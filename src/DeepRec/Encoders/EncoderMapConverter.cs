using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DeepRec.Encoders;

/// <summary>Writes chosen encoders under their registered names.</summary>
internal sealed class EncoderMapConverter : JsonConverter<IReadOnlyDictionary<string, FeatureEncoderOptions>>
{
    public override IReadOnlyDictionary<string, FeatureEncoderOptions> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) is JsonObject map
            ? map.ToDictionary(entry => entry.Key, entry => EncoderOptionsTypes.Types.Read(entry.Value), StringComparer.Ordinal)
            : throw new JsonException("Encoders are an object of input names.");

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, FeatureEncoderOptions> value, JsonSerializerOptions options) =>
        new JsonObject(value.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, EncoderOptionsTypes.Types.Write(entry.Value)))).WriteTo(writer, options);
}
