using System.Globalization;
using DeepRec.Preprocessing;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The helpers that docs/reference/README.md shows; its snippets use them.</summary>
internal static class Examples
{
    public record Event(
        [User] string? User = null, [Item] string? Item = null, [Label] float? Rating = null, [Timestamp] DateTimeOffset? At = null,
        [Numeric] float? Price = null, [Categorical] string? Brand = null, [Categories] string[]? Tags = null);

    public static TrainingSet Events(params Event[] events) => new(Dataset.From(events));

    public static TrainingSet Prices(params float?[] prices) => Events([.. prices.Select(price => new Event(Price: price))]);

    public static TrainingSet Brands(params string?[] brands) => Events([.. brands.Select(brand => new Event(Brand: brand))]);

    public record Note([Text] string? Text = null);

    public static TrainingSet Notes(params string?[] texts) => new(Dataset.From(texts.Select(text => new Note(text))));

    public static DateTimeOffset At(string time) => DateTimeOffset.Parse(time + "Z", CultureInfo.InvariantCulture);

    public static void Show(Dataset rows, string column) =>
        Console.WriteLine($"{column}: {string.Join("  ", Enumerable.Range(0, rows.Count).Select(row => rows[column].TextAt(row) ?? "-"))}");

    public static void Show(RowStepResult result)
    {
        Show(result.Kept, "Rating");
        foreach (var removal in result.Removed) Console.WriteLine($"{removal.Rows} removed: {removal.Reason}");
    }
}
