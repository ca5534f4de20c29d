using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class NullArgumentTests
{
    public static TheoryData<PreprocessingStep> Steps =>
    [
        new FillMissing("x"), new Standardize("x"), new ScaleToRange("x"), new Winsorize("x"),
        Bucketize.Uniform("x", 2), Bucketize.Quantile("x", 2), Bucketize.Given("x", 1), new CategoryVocabulary("x"),
        new TimeSinceLastEvent("x"), new GeoCells("x", "y"),
    ];

    public static TheoryData<FittedStep> FittedSteps =>
    [
        new FittedFillNumber("x", 0, AddsIndicator: false), new FittedFillCategory("x", "a", AddsIndicator: false), new FittedStandardize("x", 0, 1, 100),
        new FittedScaleToRange("x", 0, 1, 0, 1, ClipOutside: true), new FittedBucketize("x", [1]), new FittedVocabulary("x", ["a"], 1),
        new HashCategory("x", 10), new SplitCategories("x"), new LogTransform("x"), new Clip("x", 0, 1), new TimeFeatures("x"),
        new CalendarFeatures("x") { Periods = [new CalendarPeriod("day", default)] }, new RegionHierarchy("x", ["y"], new Dictionary<string, IReadOnlyList<string?>>()),
        new FittedGeoCells("x", "y", [1], ZeroIsMissing: true, KeepCoordinates: false, 0, 0), new FittedTimeSinceLastEvent("x", "y", ElapsedEncoding.Buckets, [], 0, new Dictionary<string, string>()),
    ];

    [Theory]
    [MemberData(nameof(Steps), DisableDiscoveryEnumeration = true)]
    public void NoTrainingSetIsRefused(PreprocessingStep step) => Assert.Throws<ArgumentNullException>("training", () => step.Fit(null!));

    [Theory]
    [MemberData(nameof(FittedSteps), DisableDiscoveryEnumeration = true)]
    public void NoRowsAreRefused(FittedStep step) => Assert.Throws<ArgumentNullException>("rows", () => step.Transform(null!));

    [Theory]
    [MemberData(nameof(RowStepTests.Steps), MemberType = typeof(RowStepTests), DisableDiscoveryEnumeration = true)]
    public void NoRowsToRemoveFromAreRefused(RowStep step) => Assert.Throws<ArgumentNullException>("rows", () => step.Apply(null!));

    [Fact]
    public void APipelineRefusesNothing()
    {
        Assert.Throws<ArgumentNullException>("step", () => new PreprocessingPipeline().Add((PreprocessingStep)null!));
        Assert.Throws<ArgumentNullException>("step", () => new PreprocessingPipeline().Add((FittedStep)null!));
        Assert.Throws<ArgumentNullException>("training", () => new PreprocessingPipeline().Fit(null!));
        Assert.Throws<ArgumentNullException>("schema", () => PreprocessingPipeline.Default(null!));
        Assert.Throws<ArgumentNullException>("rows", () => new PreprocessingPipeline().Fit(new TrainingSet(Rows.Numbers("x", 1))).Transform(null!));
        Assert.Throws<ArgumentNullException>("json", () => FittedPipeline.FromJson(null!));
    }

    [Fact]
    public void NoValuesAndNoBoundariesAreRefused()
    {
        Assert.Throws<ArgumentNullException>("values", () => new Vocabulary(null!));
        Assert.Throws<ArgumentNullException>("boundaries", () => Bucketize.Given("x", null!));
    }
}
