using System.Text.Json.Nodes;
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
}
