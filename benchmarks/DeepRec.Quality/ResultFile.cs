using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepRec.Quality;

/// <summary>Results as JSON files.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes a JSON file, under a temporary name first.</summary>
    public static void Save<T>(string path, T results)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(results, Format) + "\n");
        File.Move(temporary, path, overwrite: true);
    }
}
