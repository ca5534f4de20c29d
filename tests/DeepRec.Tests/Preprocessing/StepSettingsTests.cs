using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class StepSettingsTests
{
    private const float Infinite = float.PositiveInfinity;

    private static readonly Dictionary<string, Func<object>> OutOfRange = new()
    {
        ["MinimumCount is 1 or more."] = () => new CategoryVocabulary("x") { MinimumCount = 0 },
        ["MaximumSize is 1 or more."] = () => new CategoryVocabulary("x") { MaximumSize = 0 },
        ["OutOfVocabularyBuckets is 1 or more."] = () => new CategoryVocabulary("x") { OutOfVocabularyBuckets = 0 },
        ["MaximumRowsPerDay is 1 or more."] = () => new DropBotLikeUsers { MaximumRowsPerDay = 0 },
        ["MaximumShare is in (0, 1]. (Parameter 'value')\nActual value was 0."] = () => new DropBotLikeUsers { MaximumShare = 0 },
        ["MaximumShare is in (0, 1]. (Parameter 'value')\nActual value was 1.01."] = () => new DropBotLikeUsers { MaximumShare = 1.01 },
        ["MaximumEvents is 1 or more."] = () => new DropBursts { MaximumEvents = 0 },
        ["Window is above zero."] = () => new DropBursts { Window = TimeSpan.Zero },
        ["Window is not negative."] = () => new DropRepeatedEvents { Window = TimeSpan.FromTicks(-1) },
        ["Tolerance is not negative."] = () => new DropContradictoryRatings { Tolerance = -0.1f },
        ["MinimumRows is 2 or more."] = () => new DropUniformRaters { MinimumRows = 1 },
        ["ConstantNumber is finite."] = () => new FillMissing("x") { ConstantNumber = Rows.Missing },
        ["Limit is above 0 and finite. (Parameter 'value')\nActual value was 0."] = () => new Standardize("x") { Limit = 0 },
        ["Limit is above 0 and finite. (Parameter 'value')\nActual value was Infinity."] = () => new Standardize("x") { Limit = Infinite },
        ["The range is finite."] = () => new ScaleToRange("x", -Infinite),
        ["The range ends above its start 1, and is finite. (Parameter 'high')\nActual value was 1."] = () => new ScaleToRange("x", 1, 1),
        ["The range ends above its start 0, and is finite. (Parameter 'high')\nActual value was NaN."] = () => new ScaleToRange("x", 0, Rows.Missing),
        ["The range ends above its start 0, and is finite. (Parameter 'high')\nActual value was Infinity."] = () => new ScaleToRange("x", 0, Infinite),
        ["The lower quantile is in [0, 1). (Parameter 'lower')\nActual value was -0.01."] = () => new Winsorize("x", -0.01),
        ["The lower quantile is in [0, 1). (Parameter 'lower')\nActual value was 1."] = () => new Winsorize("x", 1, 1),
        ["The upper quantile is in (0.5, 1]. (Parameter 'upper')\nActual value was 0.5."] = () => new Winsorize("x", 0.5, 0.5),
        ["The upper quantile is in (0.5, 1]. (Parameter 'upper')\nActual value was 1.01."] = () => new Winsorize("x", 0.5, 1.01),
        ["Bounds are finite."] = () => new Clip("x", -Infinite, 1),
        ["The maximum is finite and not below the minimum 1. (Parameter 'maximum')\nActual value was 0."] = () => new Clip("x", 1, 0),
        ["The maximum is finite and not below the minimum 1. (Parameter 'maximum')\nActual value was Infinity."] = () => new Clip("x", 1, Infinite),
        ["buckets ('0') must be a non-negative and non-zero value. (Parameter 'buckets')"] = () => Bucketize.Uniform("x", 0),
        ["buckets ('0') must be a non-negative and non-zero value. (Parameter 'buckets')\nActual value was 0."] = () => Bucketize.Quantile("x", 0),
        ["buckets ('-1') must be a non-negative and non-zero value."] = () => new HashCategory("x", -1),
        ["outOfVocabularyBuckets ('0') must be a non-negative and non-zero value."] = () => new Vocabulary(["a"], 0),
        ["minimumRowsPerUser ('0') must be a non-negative and non-zero value."] = () => new KCore(0, 1),
        ["minimumRowsPerItem ('0') must be a non-negative and non-zero value."] = () => new KCore(1, 0),
        ["Parts names at least one part. (Parameter 'value')\nActual value was None."] = () => new TimeFeatures("x") { Parts = TimeParts.None },
        ["Parts names at least one part. (Parameter 'value')\nActual value was 33."] = () => new TimeFeatures("x") { Parts = TimeParts.HourOfDay | (TimeParts)32 },
        ["Hemisphere is Northern or Southern."] = () => new TimeFeatures("x") { Hemisphere = (Hemisphere)2 },
        ["Column 'x': the number that stands in is finite. (Parameter 'Value')\nActual value was NaN."] = () => new FittedFillNumber("x", Rows.Missing, AddsIndicator: false),
        ["Column 'x': the mean is finite. (Parameter 'Mean')\nActual value was NaN."] = () => new FittedStandardize("x", double.NaN, 1, 1),
        ["Column 'x': the standard deviation is finite and not negative. (Parameter 'StandardDeviation')\nActual value was -1."] = () => new FittedStandardize("x", 0, -1, 1),
        ["Column 'x': the standard deviation is finite and not negative. (Parameter 'StandardDeviation')\nActual value was Infinity."] = () => new FittedStandardize("x", 0, double.PositiveInfinity, 1),
        ["Column 'x': the limit is above 0 and finite. (Parameter 'Limit')\nActual value was 0."] = () => new FittedStandardize("x", 0, 1, 0),
        ["Column 'x': the limit is above 0 and finite. (Parameter 'Limit')\nActual value was Infinity."] = () => new FittedStandardize("x", 0, 1, Infinite),
        ["Column 'x': the minimum is finite. (Parameter 'Minimum')\nActual value was NaN."] = () => new FittedScaleToRange("x", Rows.Missing, 1, 0, 1, ClipOutside: true),
        ["Column 'x': the maximum is finite. (Parameter 'Maximum')\nActual value was Infinity."] = () => new FittedScaleToRange("x", 0, Infinite, 0, 1, ClipOutside: true),
        ["Column 'x': the range is finite. (Parameter 'Low')\nActual value was NaN."] = () => new FittedScaleToRange("x", 0, 1, Rows.Missing, 1, ClipOutside: true),
        ["Column 'x': the range is finite and rises. (Parameter 'High')\nActual value was Infinity."] = () => new FittedScaleToRange("x", 0, 1, 0, Infinite, ClipOutside: true),
        ["Column 'x': the range is finite and rises. (Parameter 'High')\nActual value was -1."] = () => new FittedScaleToRange("x", 0, 1, 0, -1, ClipOutside: true),
        ["UtcOffset is within 14 hours. (Parameter 'value')\nActual value was 14:00:00.0000001."] = () => new TimeFeatures("x") { UtcOffset = TimeSpan.FromHours(14) + TimeSpan.FromTicks(1) },
        ["UtcOffset is within 14 hours. (Parameter 'value')\nActual value was -14:00:00.0000001."] = () => new TimeFeatures("x") { UtcOffset = TimeSpan.FromHours(-14) - TimeSpan.FromTicks(1) },
    };

    public static TheoryData<string> Messages => [.. OutOfRange.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void ASettingOutOfRangeIsRefusedWithItsRange(string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(OutOfRange[message]).Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Fact]
    public void TheEndsOfEachRangeAreAllowed()
    {
        var vocabulary = new CategoryVocabulary("x") { MinimumCount = 1, MaximumSize = 1, OutOfVocabularyBuckets = 1 };
        Assert.Equal((1, 1, 1), (vocabulary.MinimumCount, vocabulary.MaximumSize, vocabulary.OutOfVocabularyBuckets));
        var bots = new DropBotLikeUsers { MaximumRowsPerDay = 1, MaximumShare = 1 };
        Assert.Equal((1, 1), (bots.MaximumRowsPerDay, bots.MaximumShare));
        Assert.Equal((null, null), (new DropBotLikeUsers { MaximumRowsPerDay = null }.MaximumRowsPerDay, new DropBotLikeUsers { MaximumShare = null }.MaximumShare));
        Assert.Equal(1, new DropBursts { MaximumEvents = 1 }.MaximumEvents);
        Assert.Equal(TimeSpan.Zero, new DropRepeatedEvents { Window = TimeSpan.Zero }.Window);
        Assert.Equal(0, new DropContradictoryRatings { Tolerance = 0 }.Tolerance);
        Assert.Null(new DropContradictoryRatings { Tolerance = null }.Tolerance);
        Assert.Equal(2, new DropUniformRaters { MinimumRows = 2 }.MinimumRows);
        var clip = new Clip("x", 1, 1);
        Assert.Equal((1, 1), (clip.Minimum, clip.Maximum));
        var level = new FittedScaleToRange("x", 0, 1, 2, 2, ClipOutside: true);
        Assert.Equal((2, 2), (level.Low, level.High));
        Assert.Equal(0, new FittedStandardize("x", 0, 0, 1).StandardDeviation);
        Assert.Equal(TimeSpan.FromHours(-14), new TimeFeatures("x") { UtcOffset = TimeSpan.FromHours(-14) }.UtcOffset);
        Assert.Equal((TimeParts)31, new TimeFeatures("x") { Parts = (TimeParts)31 }.Parts);
        Assert.Equal(TimeParts.DayOfWeek, new TimeFeatures("x") { Parts = TimeParts.DayOfWeek }.Parts);
    }

    [Fact]
    public void TheWholeRangeOfQuantilesClipsNothingOfTraining()
    {
        var clip = Assert.IsType<Clip>(Rows.Fit(new Winsorize("x", 0, 1), Rows.Numbers("x", 3, -2, 8)));
        Assert.Equal((-2, 8), (clip.Minimum, clip.Maximum));
    }
}
