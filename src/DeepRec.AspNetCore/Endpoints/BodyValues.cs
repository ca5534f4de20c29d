using System.Text.Json;

namespace DeepRec.AspNetCore;

/// <summary>Values of columns as JSON has them.</summary>
internal static class BodyValues
{
    private static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    /// <summary>As a recommender takes them: texts, numbers, truth, lists of texts, or nothing.</summary>
    /// <exception cref="BadRequestException">A value is none of these.</exception>
    public static IReadOnlyDictionary<string, object?> Of(IReadOnlyDictionary<string, JsonElement>? values) => values is null or { Count: 0 } ? None : values.ToDictionary(
        one => one.Key,
        one => one.Value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => (object?)one.Value.GetString(),
            JsonValueKind.Number => one.Value.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Array when one.Value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String) => one.Value.EnumerateArray().Select(element => element.GetString()!).ToArray(),
            _ => throw new BadRequestException($"The value of '{one.Key}' is {one.Value.ValueKind}: it may be a text, a number, true or false, a list of texts, or null."),
        },
        StringComparer.Ordinal);
}
