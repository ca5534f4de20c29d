using DeepRec.Preprocessing;
using static DeepRec.Tests.Documentation.Examples;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference, steps on context. Each method is named after the type or section that it shows.</summary>
internal static class SnippetsReferenceContext
{
    public static void CalendarFeaturesExample()
    {
        var days = new CalendarFeatures("At")
        {
            Periods =
            [
                new CalendarPeriod("holiday", new DateOnly(2025, 12, 25), new DateOnly(2025, 12, 26)) { EveryYear = true },
                new CalendarPeriod("sale", new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 30)),
            ],
            TimeZone = "Europe/Berlin",
        };

        Show(days.Transform(Events(new Event(At: At("2026-12-24 23:30")), new Event(At: At("2026-11-27 12:00")), new Event(At: At("2026-06-01 12:00")), new Event()).Rows), "At.calendar");
    }

    public static void TimeSinceLastEventExample()
    {
        var training = Events(new Event("u", At: At("2026-03-01 00:00")), new Event("u", At: At("2026-03-01 02:00")), new Event("v", At: At("2026-03-01 01:00")));
        var fitted = new TimeSinceLastEvent("At") { Encoding = ElapsedEncoding.Logarithm | ElapsedEncoding.Buckets }.Fit(training);

        Show(fitted.Transform(training.Rows), "At.since");
        Show(fitted.Transform(training.Rows), "At.since.missing");
        Show(fitted.Transform(Events(new Event("u", At: At("2026-03-05 02:00")), new Event("u"), new Event("new", At: At("2026-03-05 02:00"))).Rows), "At.sincebucket");
    }

    public record Visit([Numeric] float? Latitude, [Numeric] float? Longitude);

    public static void GeoCellsExample()
    {
        var visits = new TrainingSet(Dataset.From([new Visit(52.52f, 13.405f), new Visit(48.14f, 11.58f), new Visit(0, 0), new Visit(null, 13), new Visit(91, 10)]));
        var fitted = (FittedGeoCells)new GeoCells("Latitude", "Longitude") { Precisions = [1, 4] }.Fit(visits);
        var rows = fitted.Transform(visits.Rows);

        Show(rows, "Latitude.geo1");
        Show(rows, "Latitude.geo4");
        Console.WriteLine($"{fitted.MissingRows} missing, {fitted.InvalidRows} invalid");
    }

    public static void RegionHierarchyExample()
    {
        var shops = new RegionHierarchy("Brand", ["maker", "country"], new Dictionary<string, IReadOnlyList<string?>>
        {
            ["Lux"] = ["Licht AG", "Germany"],
            ["Nord"] = ["Licht AG", "Germany"],
            ["Sol"] = [null, "Spain"],
        });
        var rows = shops.Transform(Brands("Lux", "Sol", "Nord", "never heard of", null).Rows);

        Show(rows, "Brand.maker");
        Show(rows, "Brand.country");
    }
}
