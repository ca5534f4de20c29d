namespace DeepRec.Tests.Documentation;

/// <summary>Stands in for the console in snippets, so that they print nothing and what they would print can be looked at.</summary>
internal static class CapturedConsole
{
    private static readonly AsyncLocal<TextWriter?> Current = new();

    public static string Of(Action snippet)
    {
        using var text = new StringWriter();
        Current.Value = TextWriter.Synchronized(text);
        snippet();
        Current.Value = null;
        return text.ToString();
    }

    public static async Task<string> OfAsync(Func<Task> snippet)
    {
        using var text = new StringWriter();
        Current.Value = TextWriter.Synchronized(text);
        await snippet();
        return text.ToString();
    }

    public static void WriteLine(object? value) => Current.Value?.WriteLine(value);
}
