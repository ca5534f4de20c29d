using System.Text.Json;

namespace DeepRec.AspNetCore;

/// <summary>Values of columns as JSON has them.</summary>
internal static class BodyValues
{
    private const double LeastExponential = 1e15; // a double may be written as 1E+16 from here on

    private static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    /// <summary>As a recommender takes them: texts, numbers, truth, lists of texts, or nothing.</summary>
    /// <exception cref="BadRequestException">A value is none of these.</exception>
    public static IReadOnlyDictionary<string, object?> Of(IReadOnlyDictionary<string, JsonElement>? values) => values is null or { Count: 0 } ? None : values.ToDictionary(
        one => one.Key,
        one => TryRead(one.Value, out object? value) ? value : throw new BadRequestException($"The value of '{one.Key}' is {one.Value.ValueKind}: it may be a text of whole characters, a finite number, true or false, a list of such texts, or null."),
        StringComparer.Ordinal);

    /// <summary>Reads one value; <see langword="false"/> where a recommender takes no such.</summary>
    public static bool TryRead(JsonElement element, out object? value)
    {
        try
        {
            value = element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number => Number(element),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Array when element.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) => element.EnumerateArray().Select(one => one.GetString()!).ToArray(),
                _ => null,
            };
            return value is not null || element.ValueKind == JsonValueKind.Null;
        }
        catch (InvalidOperationException) // half a surrogate pair
        {
            value = null;
            return false;
        }
    }

    // A whole number that would be written otherwise as a double is an id: its digits count.
    private static object? Number(JsonElement element)
    {
        double number = element.GetDouble();
        return !double.IsFinite(number) ? null : Math.Abs(number) >= LeastExponential && element.TryGetInt64(out long whole) ? (object)whole : number;
    }
}
