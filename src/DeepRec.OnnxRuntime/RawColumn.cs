using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace DeepRec.OnnxServing;

/// <summary>A raw column: how values of it are read, as DeepRec reads them.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">What its values are, by the names of DeepRec.</param>
/// <param name="Role">What they are about, likewise.</param>
/// <param name="Separator">Between several values of a text.</param>
internal sealed record RawColumn(string Name, string Kind, string Role, char Separator)
{
    /// <summary>Whether a request may give it.</summary>
    public bool IsGivable => Role is "UserFeature" or "Context" or "Timestamp";

    public static RawColumn Read(JsonElement feature) => new(
        feature.GetProperty("name").GetString()!, feature.GetProperty("kind").GetString()!, feature.GetProperty("role").GetString()!, feature.GetProperty("separator").GetString()![0]);

    /// <summary>A text or nothing, several texts, a number (NaN: missing), ticks of UTC or nothing, or a vector or nothing; whatever has no such form stays as it is.</summary>
    /// <exception cref="ArgumentException">It is no value of the column.</exception>
    public object? Parse(object? value)
    {
        try
        {
            return Kind switch
            {
                "Category" or "Text" => Category(value),
                "Categories" => Split(value is IEnumerable several and not string ? several.Cast<object?>().Select(Text) : (Text(value) ?? "").Split(Separator)),
                "DateTime" => PointInTime.TryReadValue(value, out long? ticks) ? ticks : throw new FormatException(),
                "Number" => Number(value),
                "Vector" => value is IEnumerable<float> numbers ? numbers.ToArray() : value is null ? null : throw new FormatException(),
                _ => value,
            };
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException or FormatException)
        {
            throw new ArgumentException($"'{value}' is no value of '{Name}', which is a {Kind}.", nameof(value), e);
        }
    }

    /// <summary>Values trimmed, empty ones dropped, repeats kept once.</summary>
    public static string[] Split(IEnumerable<string?> values) => [.. values.Select(value => value?.Trim() ?? "").Where(value => value.Length > 0).Distinct(StringComparer.Ordinal)];

    private static string? Category(object? value) => value switch
    {
        IEnumerable and not string => throw new FormatException(),
        DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        _ => Text(value)?.Trim() is { Length: > 0 } text ? text : null,
    };

    private static string? Text(object? value) => value is null or DBNull ? null : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static float Number(object? value)
    {
        float number = value switch
        {
            null or DBNull => float.NaN,
            string text when string.IsNullOrWhiteSpace(text) => float.NaN,
            string text => float.Parse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture),
            bool truth => truth ? 1 : 0,
            DateTime or char => throw new FormatException(),
            IConvertible convertible => convertible.ToSingle(CultureInfo.InvariantCulture),
            _ => throw new FormatException(),
        };
        return float.IsInfinity(number) ? throw new FormatException() : number;
    }
}
