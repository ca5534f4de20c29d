namespace DeepRec;

/// <summary>Picks out of .NET's message what the system's loader said.</summary>
internal static class LoaderText
{
    private const string NotThere = "cannot open shared object file: No such file or directory";

    public static string Of(Exception exception) => Of(exception.Message);

    /// <summary>The loader's own line: .NET's advice comes before it, and the places where nothing lay are of less interest.</summary>
    public static string Of(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var own = lines.Skip(lines.Length > 1 && lines[0].StartsWith("Unable to load", StringComparison.Ordinal) ? 1 : 0).ToList();
        return own.Find(line => !line.EndsWith(NotThere, StringComparison.Ordinal)) ?? own.FirstOrDefault() ?? message;
    }

    /// <summary>Whether the loader found a file of that name, and failed for a library that the file needs.</summary>
    public static bool FoundButFailed(string fileName, Exception exception) =>
        MissingLibrary(Of(exception)) is { } missing ? missing != fileName : Of(exception).Contains(fileName + ": ", StringComparison.Ordinal);

    /// <summary>The library that the loader looked for and did not find, or null.</summary>
    public static string? MissingLibrary(string text) =>
        text.EndsWith(NotThere, StringComparison.Ordinal) ? Path.GetFileName(text[..text.IndexOf(':', StringComparison.Ordinal)]) : null;
}
