using System.Text.Json;

namespace DeepRec.Tests;

/// <summary>Values computed by PyTorch and scikit-learn: golden.json, written by gen_golden.py beside it.</summary>
internal static class Golden
{
    public static JsonElement Root { get; } = Load("golden.json");

    /// <summary>The numbers of an array of any depth, row-major; a lone number is one of one.</summary>
    public static double[] Flatten(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Flatten)] : [element.GetDouble()];

    public static double[] Vector(JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetDouble())];

    public static double[][] Matrix(JsonElement element) => [.. element.EnumerateArray().Select(Vector)];

    /// <summary>The content of another file that stands beside golden.json.</summary>
    public static JsonElement Load(string file = "golden.json")
    {
        using var stream = typeof(Golden).Assembly.GetManifestResourceStream(file)!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
