using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepRec.Quality;

/// <summary>One line of an Amazon file of reviews.</summary>
internal sealed record Review(
    [property: JsonPropertyName("reviewerID")] string User, [property: JsonPropertyName("asin")] string Item, [property: JsonPropertyName("overall")] float Rating,
    [property: JsonPropertyName("summary")] string? Summary, [property: JsonPropertyName("reviewText")] string? Body)
{
    /// <summary>What was written, without the rating.</summary>
    public string Text => $"{Summary}\n{Body}".Trim();

    /// <summary>Reads a file of one JSON object a line.</summary>
    /// <param name="path">The file, or the folder that holds it and no other of its kind.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="ArgumentException">A line is no review.</exception>
    public static IReadOnlyList<Review> Read(string path)
    {
        string file = Directory.Exists(path)
            ? Directory.GetFiles(path, "*.json") is [var only] ? only : throw new FileNotFoundException($"The folder '{path}' holds no file of reviews, *.json, or several. Name the file itself.")
            : path;
        return [.. File.ReadLines(file).Select((line, i) => (Line: line, Number: i + 1)).Where(l => !string.IsNullOrWhiteSpace(l.Line)).Select(l => Parse(l.Line, l.Number))];
    }

    private static Review Parse(string line, int number)
    {
        try
        {
            if (JsonSerializer.Deserialize<Review>(line) is { User: not null, Item: not null } review) return review;
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"Line {number} is no review: {e.Message}", e);
        }

        throw new ArgumentException($"Line {number} is no review: reviewerID, asin and overall are needed.");
    }
}
