using System.Globalization;

namespace DeepRec;

/// <summary>Words and numbers of findings and repairs.</summary>
internal static class DataQualityWords
{
    public static string Rows(int count, int all) => $"{Count(count, "row")} ({Share(count, all)}) {Have(count)}";

    public static string Have(int count) => count == 1 ? "has" : "have";

    public static string Count(int count, string what) => $"{Integer(count)} {what}{(count == 1 ? "" : "s")}";

    public static string Integer(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Share(int part, int whole) => DataQualityText.Percent((double)part / whole);

    public static string Number(double number) => DataQualityText.Number(number);

    public static string End(double? end) => end is { } number ? Number(number) : "";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
