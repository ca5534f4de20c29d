using DeepRec.Preprocessing;
using static DeepRec.Tests.Documentation.Examples;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference, steps on columns. Each method is named after the type or section that it shows.</summary>
internal static class SnippetsReferenceSteps
{
    public static void BucketizeExample()
    {
        var training = Prices(1, 1, 1, 2, 3, 9);
        var later = Prices(0, 2, 5, 100, null).Rows;

        Show(Bucketize.Uniform("Price", buckets: 2).Fit(training).Transform(later), "Price");
        Show(Bucketize.Quantile("Price", buckets: 2).Fit(training).Transform(later), "Price");
        Show(Bucketize.Given("Price", 1, 10).Fit(training).Transform(later), "Price");
    }

    public static void CategoryVocabularyExample()
    {
        var fitted = new CategoryVocabulary("Brand") { MinimumCount = 2 }.Fit(Brands("Nord", "Lux", "Lux", "Nord", "Lux", "Once"));

        Show(fitted.Transform(Brands("Lux", "Nord", "Once", "never seen", null).Rows), "Brand");
    }

    public static void FittedVocabularyExample()
    {
        var fitted = (FittedVocabulary)new CategoryVocabulary("Brand").Fit(Brands("Nord", "Lux", "Lux"));

        Console.WriteLine($"{string.Join(", ", fitted.Values)}; {fitted.Vocabulary.Cardinality} ids; Lux is {fitted.Vocabulary.IdOf("Lux")}");
    }

    public static void ClipExample()
    {
        Show(new Clip("Price", 0, 100).Transform(Prices(-3, 20, 250, null).Rows), "Price");
    }

    public static void FillMissingExample()
    {
        var training = Prices(1, 2, 9, null);

        Show(new FillMissing("Price").Fit(training).Transform(training.Rows), "Price");
        var filled = new FillMissing("Price", FillStrategy.Median) { AddIndicator = true }.Fit(training).Transform(training.Rows);
        Show(filled, "Price");
        Show(filled, "Price.missing");
    }

    public static void HashCategoryExample()
    {
        Show(new HashCategory("Brand", buckets: 100).Transform(Brands("Lux", "Nord", "never seen", "Lux", null).Rows), "Brand");
    }

    public static void LogTransformExample()
    {
        Show(new LogTransform("Price").Transform(Prices(0, 1, 1000, -1000, null).Rows), "Price");
    }

    public static void ScaleToRangeExample()
    {
        var fitted = new ScaleToRange("Price", low: -1, high: 1).Fit(Prices(10, 20, 30));

        Show(fitted.Transform(Prices(10, 15, 30, 99, null).Rows), "Price");
    }

    public static void SplitCategoriesExample()
    {
        var rows = new SplitCategories("Brand") { Separator = '/' }.Transform(Brands("Lux/Nord", " Nord / / Nord", null).Rows);

        Show(rows, "Brand");
    }

    public static void StandardizeExample()
    {
        var fitted = new Standardize("Price").Fit(Prices(2, 4, 4, 4, 5, 5, 7, 9));

        Show(fitted.Transform(Prices(2, 5, 9, null, 1e9f).Rows), "Price");
    }

    public static void TimeFeaturesExample()
    {
        var rows = Events(new Event(At: At("2026-03-02 03:00")), new Event(At: At("2026-03-08 21:00")), new Event()).Rows;

        Show(new TimeFeatures("At") { Encoding = TimeEncoding.Bucketed }.Transform(rows), "At.weekday");
        Show(new TimeFeatures("At") { Parts = TimeParts.HourOfDay }.Transform(rows), "At.cyclic");
    }

    public static void ExampleAgeExample()
    {
        var training = Events(new Event(At: At("2026-03-01 00:00")), new Event(At: At("2026-03-08 12:00")));
        var fitted = new ExampleAge("At").Fit(training);

        Show(fitted.Transform(training.Rows), "At.age");
        Show(fitted.Transform(Events(new Event(), new Event(At: At("2026-04-01 00:00"))).Rows), "At.age");
    }

    public static void WinsorizeExample()
    {
        var fitted = new Winsorize("Price", lower: 0.1, upper: 0.9).Fit(Prices(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));

        Show(fitted.Transform(Prices(0, 5, 1e6f, null).Rows), "Price");
    }
}
