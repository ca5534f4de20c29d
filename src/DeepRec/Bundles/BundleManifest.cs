using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DeepRec.Models;

namespace DeepRec;

/// <summary>What a bundle says of itself.</summary>
/// <param name="FormatVersion">The layout of the file.</param>
/// <param name="Library">The version of DeepRec that wrote it.</param>
/// <param name="Kind">What it does: "rating" or "ranking".</param>
/// <param name="UserType">The type of user ids.</param>
/// <param name="ItemType">The type of item ids.</param>
/// <param name="Model">The model's settings under their registered name.</param>
/// <param name="Label">The training labels in short, for ratings.</param>
/// <param name="Parts">The other parts of the file.</param>
internal sealed record BundleManifest(
    int FormatVersion, string Library, string Kind, string UserType, string ItemType, JsonObject Model, LabelStatistics? Label, IReadOnlyDictionary<string, BundlePart> Parts)
{
    public const int CurrentFormatVersion = 1;

    private byte[]? _json;

    /// <summary>The model's settings under their registered name.</summary>
    public JsonObject Model { get => field ??= ObjectOf(_json!); init; } = Model;

    /// <summary>What the training told of a row or a user; absent where nothing was hidden.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PrivacySpent? Privacy { get; init; }

    /// <summary>The model's settings, where they were read by hand; else <see langword="null"/>.</summary>
    [JsonIgnore]
    public JsonTree? Settings { get; private init; }

    /// <summary>Reads what was written of one by hand, or <see langword="null"/>: the serializer then reads it, or says what is wrong.</summary>
    public static BundleManifest? FromJson(byte[] json)
    {
        if (JsonTree.Parse(json) is not { } tree) return null;
        JsonTree? settings = null;
        var fields = new JsonFields(tree);
        var (version, library, kind, user, item) = (fields.Whole("formatVersion"), fields.Text("library"), fields.Text("kind"), fields.Text("userType"), fields.Text("itemType"));
        _ = fields.Object("model", model => settings = model);
        var label = fields.TakeNull("label") ? null : fields.Object("label", LabelStatistics.FromJson);
        var parts = fields.Map("parts", BundlePart.FromJson);
        return fields.AreWhole ? new BundleManifest(version, library, kind, user, item, null!, label, parts) { Settings = settings, _json = json } : null;
    }

    private static JsonObject ObjectOf(byte[] json) => JsonObject.Create(JsonDocument.Parse(json).RootElement.GetProperty("model"))!;
}
