using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace DeepRec;

/// <summary>
/// The one textual form of an id or category of type <typeparamref name="T"/>, and the way back: text as it is, enums by name,
/// parsable values (numbers, <see cref="Guid"/>, dates) in invariant form, anything else as JSON with its public properties and fields.
/// </summary>
internal static class KeyText<T>
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true }; // tuples have fields only
    private static readonly Func<T, string> Formatter = MakeFormatter();
    private static readonly Func<string, T> Parser = MakeParser();

    /// <summary>The text of a value that is present.</summary>
    /// <exception cref="ArgumentException">The type shows nothing by which its values differ.</exception>
    public static string Format(T value) => Formatter(value);

    /// <summary>The value of a text that <see cref="Format"/> made.</summary>
    /// <exception cref="FormatException">The text is none of the type.</exception>
    public static T Parse(string text)
    {
        try
        {
            return Parser(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or JsonException or ArgumentException)
        {
            throw new FormatException($"'{text}' is no {typeof(T).Name}.", e);
        }
    }

    private static Func<T, string> MakeFormatter()
    {
        if (typeof(T) == typeof(string)) return value => (string)(object)value!;
        if (typeof(T).IsEnum) return value => value!.ToString()!;
        if (IsParsable() && typeof(IFormattable).IsAssignableFrom(typeof(T)))
        {
            string? format = IsTime() ? "O" : null; // to the last tick
            return value => ((IFormattable)value!).ToString(format, CultureInfo.InvariantCulture);
        }

        return typeof(T) == typeof(bool) || typeof(T) == typeof(char)
            ? value => value!.ToString()!
            : FormatJson;
    }

    private static Func<string, T> MakeParser()
    {
        if (typeof(T) == typeof(string)) return text => (T)(object)text;
        if (typeof(T).IsEnum) return text => (T)Enum.Parse(typeof(T), text);
        if (typeof(T) == typeof(bool)) return text => (T)(object)bool.Parse(text);
        if (typeof(T) == typeof(char)) return text => (T)(object)char.Parse(text);
        if (typeof(T) == typeof(DateTime)) return text => (T)(object)DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        if (IsParsable() && typeof(IFormattable).IsAssignableFrom(typeof(T)))
        {
            return typeof(KeyText<T>).GetMethod(nameof(ParseInvariant), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(typeof(T)).CreateDelegate<Func<string, T>>();
        }

        return text => JsonSerializer.Deserialize<T>(text, WithFields)!;
    }

    private static string FormatJson(T value) => JsonSerializer.Serialize(value, WithFields) is not "{}" and var json
        ? json
        : throw new ArgumentException($"{typeof(T).Name} cannot be an id or a category: it has no public property or field. Give it some, or implement IParsable and IFormattable.");

    private static bool IsTime() =>
        typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateTimeOffset) || typeof(T) == typeof(DateOnly) || typeof(T) == typeof(TimeOnly);

    private static bool IsParsable() =>
        typeof(T).GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>) && i.GetGenericArguments()[0] == typeof(T));

    private static TParsable ParseInvariant<TParsable>(string text) where TParsable : IParsable<TParsable> =>
        TParsable.Parse(text, CultureInfo.InvariantCulture);
}
