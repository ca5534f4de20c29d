using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DeepRec.AspNetCore;

/// <summary>Reads what a request says.</summary>
internal static class RequestBody
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>The body as JSON.</summary>
    /// <param name="http">The request.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <exception cref="BadRequestException">It is longer, of another type, or not of this form.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpContext http, int limit)
    {
        if (!http.Request.HasJsonContentType()) throw new BadRequestException("The body is JSON, with the content type application/json.", StatusCodes.Status415UnsupportedMediaType);
        var bytes = new MemoryStream();
        byte[] chunk = new byte[Math.Min(limit, 4096)];
        for (int read; (read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted).ConfigureAwait(false)) > 0; bytes.Write(chunk, 0, read))
        {
            if (bytes.Length + read > limit) throw new BadRequestException($"The body may have {limit} bytes at most.", StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), Json) ?? throw new BadRequestException("The body is null.");
        }
        catch (JsonException e)
        {
            throw new BadRequestException($"The body is not of the expected form: {e.Message}");
        }
    }

    /// <summary>An id, or something else, that must be there.</summary>
    /// <exception cref="BadRequestException">It is null.</exception>
    public static T Given<T>(T? id, string name, string what = "an id") => id ?? throw new BadRequestException($"{name} is null; it must be {what}.");

    /// <summary>An id out of a route or query.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="what">What it is called.</param>
    /// <exception cref="BadRequestException">It is none of the type.</exception>
    public static T IdOf<T>(string text, string what)
    {
        if (typeof(T) == typeof(string)) return (T)(object)text;
        try
        {
            return (T)System.ComponentModel.TypeDescriptor.GetConverter(typeof(T)).ConvertFromInvariantString(text)!;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException)
        {
            throw new BadRequestException($"{what} '{text}' is no {typeof(T).Name}.");
        }
    }

    /// <summary>The first value of a name in the query; <see langword="null"/>: none.</summary>
    public static string? FirstOf(IQueryCollection query, string name) => query[name] is [var first, ..] ? first : null;

    /// <summary>A whole number out of the query.</summary>
    /// <exception cref="BadRequestException">It is none from 1 to the greatest.</exception>
    public static int CountOf(string? text, int most) => text switch
    {
        null or "" => Held(null, most),
        _ when int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int count) => Held(count, most),
        _ => throw new BadRequestException($"count '{text}' is no whole number from 1 to {most}."),
    };

    /// <summary>A number of items: 10 where none is given.</summary>
    /// <exception cref="BadRequestException">It is none from 1 to the greatest.</exception>
    public static int Held(int? count, int most) =>
        count is null ? Math.Min(10, most) : count >= 1 && count <= most ? count.Value : throw new BadRequestException($"count {count} is none from 1 to {most}.");

    /// <summary>True or false out of the query; false where nothing is said.</summary>
    /// <exception cref="BadRequestException">It is neither.</exception>
    public static bool TruthOf(string? text, string what) => text is not null && (bool.TryParse(text, out bool truth) ? truth : throw new BadRequestException($"{what} '{text}' is neither true nor false."));

    /// <summary>Holds a list to what may be brought.</summary>
    /// <exception cref="BadRequestException">It is longer.</exception>
    public static void Bound(int? length, string what, RecommenderEndpointOptions options)
    {
        if (length > options.MaximumListLength) throw new BadRequestException($"{what} has {length} entries; it may have {options.MaximumListLength} at most.");
    }
}
