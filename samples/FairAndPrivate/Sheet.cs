using Spectre.Console;

namespace FairAndPrivate;

/// <summary>A table with a title; numbers in one form.</summary>
internal static class Sheet
{
    public static void Print(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns(Array.ConvertAll(columns, Markup.Escape));
        foreach (string[] row in rows) table.AddRow(Array.ConvertAll(row, Markup.Escape));
        Console.WriteLine($"\n{title}");
        AnsiConsole.Write(table);
    }

    public static string Of(double value) => FormattableString.Invariant($"{value:F3}");

    public static string Of(double value, double lower, double upper) => FormattableString.Invariant($"{value:F3} [{lower:F3}, {upper:F3}]");
}
