using DeepRec.Preprocessing;
using static DeepRec.Tests.Documentation.Examples;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference, steps that repairs become. Each method is named after the type or section that it shows.</summary>
internal static class SnippetsReferenceRepairs
{
    public static void TidyTextExample()
    {
        var step = new TidyText("Brand") { Letters = TextCase.Lower };

        Show(step.Transform(Brands("Big  Nord", "big\u200B nord", "ＬＵＸ", null).Rows), "Brand");
        Console.WriteLine(step.Of("BIG NORD"));
    }

    public static void MendEncodingExample()
    {
        Show(new MendEncoding("Brand").Transform(Brands("CafÃ©", "Café", "ä¸­æ–‡", null).Rows), "Brand");
    }

    public static void MendTimeUnitExample()
    {
        var rows = Events(new Event(At: At("1970-01-21 12:00")), new Event(At: At("2026-03-01 10:00")), new Event(At: DateTimeOffset.UnixEpoch)).Rows;

        Show(new MendTimeUnit("At").Transform(rows), "At");
    }

    public static void DropColumnExample()
    {
        var rows = new DropColumn("Brand").Transform(Brands("Nord", "Nord").Rows);

        Console.WriteLine(string.Join(", ", rows.Schema.Select(feature => feature.Name)));
    }

    public static void ClipOutliersExample()
    {
        var fitted = new ClipOutliers("Price").Fit(Prices(10, 11, 12, 13, 14, 1000));

        Show(fitted.Transform(Prices(-500, 12, 1000, null).Rows), "Price");
    }
}
