using CsCheck;
using DeepRec.Preprocessing;
using DeepRec.Testing;

namespace DeepRec.Tests.Preprocessing;

/// <summary>What holds for every step: it saves and reloads alike, and fits on parts as on the whole.</summary>
public class FittedStepPropertyTests
{
    private static readonly Dictionary<string, Func<PreprocessingPipeline, PreprocessingPipeline>> All = new()
    {
        ["fill with mean"] = p => p.Add(new FillMissing("number") { AddIndicator = true }),
        ["fill with median"] = p => p.Add(new FillMissing("number", FillStrategy.Median)),
        ["fill with most frequent"] = p => p.Add(new FillMissing("number", FillStrategy.MostFrequent)),
        ["fill with constant"] = p => p.Add(new FillMissing("number", FillStrategy.Constant) { ConstantNumber = 7 }),
        ["fill category"] = p => p.Add(new FillMissing("category", FillStrategy.MostFrequent) { AddIndicator = true }),
        ["standardize"] = p => p.Add(new Standardize("number")),
        ["scale"] = p => p.Add(new ScaleToRange("number", -2, 3)),
        ["log"] = p => p.Add(new LogTransform("number")),
        ["clip"] = p => p.Add(new Clip("number", -1, 1)),
        ["winsorize"] = p => p.Add(new Winsorize("number", 0.1, 0.8)),
        ["uniform buckets"] = p => p.Add(Bucketize.Uniform("number", 5)),
        ["quantile buckets"] = p => p.Add(Bucketize.Quantile("number", 5)),
        ["given buckets"] = p => p.Add(Bucketize.Given("number", -0.5f, 0, 3)),
        ["vocabulary"] = p => p.Add(new CategoryVocabulary("category") { MinimumCount = 2, OutOfVocabularyBuckets = 2 }),
        ["vocabulary of several"] = p => p.Add(new CategoryVocabulary("categories") { MaximumSize = 3 }),
        ["hash"] = p => p.Add(new HashCategory("category", 10)),
        ["split"] = p => p.Add(new SplitCategories("category") { Separator = '/' }),
        ["time as cycles"] = p => p.Add(new TimeFeatures("time") { UtcOffset = TimeSpan.FromMinutes(-90) }),
        ["time as buckets"] = p => p.Add(new TimeFeatures("time") { Encoding = TimeEncoding.Bucketed, Parts = TimeParts.DayOfWeek | TimeParts.DayOfYear }),
        ["months in a zone"] = p => p.Add(new TimeFeatures("time") { Parts = TimeParts.Month | TimeParts.Season, Hemisphere = Hemisphere.Southern, TimeZone = "America/Sao_Paulo" }),
        ["calendar"] = p => p.Add(new CalendarFeatures("time") { Periods = [new CalendarPeriod("winter", new DateOnly(2000, 12, 1), new DateOnly(2001, 2, 28)) { EveryYear = true }, new CalendarPeriod("day", new DateOnly(2000, 5, 5))], TimeZone = "Asia/Shanghai" }),
        ["hierarchy"] = p => p.Add(new RegionHierarchy("category", ["region", "country"], new Dictionary<string, IReadOnlyList<string?>> { ["a"] = ["x", "y"], ["b"] = [null, "y"], ["c"] = ["z", null] })),
        ["cells"] = p => p.Add(new GeoCells("number", "other") { Precisions = [1, 3, 8] }),
        ["tidy text"] = p => p.Add(new TidyText("category") { Letters = TextCase.Upper }),
        ["tidy ids"] = p => p.Add(new TidyText("user")),
        ["tidy texts of several"] = p => p.Add(new TidyText("categories") { Letters = TextCase.Lower }),
        ["mend encoding"] = p => p.Add(new MendEncoding("category")),
        ["mend time unit"] = p => p.Add(new MendTimeUnit("time")),
        ["drop column"] = p => p.Add(new DropColumn("category")),
        ["clip outliers"] = p => p.Add(new ClipOutliers("number", 1.5)),
        ["time since"] = p => p.Add(new TimeSinceLastEvent("time") { Encoding = ElapsedEncoding.Logarithm | ElapsedEncoding.Buckets }),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static readonly Gen<Dataset> SomeRows =
        Gen.Select(
            Gen.Frequency((1, Gen.Const(Rows.Missing)), (2, Gen.Int[-3, 3].Select(i => (float)i)), (4, Gen.Float[-100, 100])),
            Any(null, "a", "b", "c", "a/b", "d"),
            Any("", "x", "x|y", "z|y|w", "v"),
            Gen.Long[0, DateTime.MaxValue.Ticks],
            Gen.Frequency((1, Gen.Const(Rows.Missing)), (1, Gen.Const(0f)), (6, Gen.Float[-200, 200])))
        .List[3, 30]
        .Select(rows => Rows.Of(
            (Feature.User("user"), Rows.Category([.. rows.Select(r => r.Item2)])),
            (Feature.Number("number"), new NumberColumn([.. rows.Select(r => r.Item1)])),
            (Feature.Category("category"), Rows.Category([.. rows.Select(r => r.Item2)])),
            (Feature.Categories("categories"), Rows.Several([.. rows.Select(r => r.Item3)])),
            (Feature.DateTime("time"), new DateTimeColumn([.. rows.Select(r => r.Item4 % 7 == 0 ? DateTimeColumn.Missing : r.Item4)])),
            (Feature.Number("other"), new NumberColumn([.. rows.Select(r => r.Item5)]))));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryStepKeepsTheContractOnAnyRows(string name) => SomeRows.Sample(rows => new StepContract(All[name]([]).Single(), rows).Verify(), iter: 50);

    [Theory]
    [MemberData(nameof(Names))]
    public void AReloadedStepTransformsOtherRowsToTheBitAsTheOneThatWasSaved(string name) =>
        Gen.Select(SomeRows, SomeRows).Sample((training, later) =>
        {
            var fitted = Rows.Fit(All[name]([]).Single(), training);
            Rows.AssertSame(fitted.Transform(later), Rows.Reloaded(fitted).Transform(later));
        }, iter: 100);

    private static Gen<string?> Any(params string?[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
