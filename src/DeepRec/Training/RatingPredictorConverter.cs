using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DeepRec.Models;

namespace DeepRec;

/// <summary>Writes the settings of a model within a model under their registered name.</summary>
internal sealed class RatingPredictorConverter : JsonConverter<RatingPredictorOptions>
{
    public override RatingPredictorOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RatingPredictorOptionsTypes.Types.Read(JsonNode.Parse(ref reader));

    public override void Write(Utf8JsonWriter writer, RatingPredictorOptions value, JsonSerializerOptions options) =>
        RatingPredictorOptionsTypes.Types.Write(value).WriteTo(writer, options);
}
