using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class TimeFeaturesTests
{
    // A Monday at 06:00, the Sunday before at 23:59:59, and the last day of a leap year.
    private static readonly Dataset Moments = Rows.Times("at", "2024-01-01T06:00:00Z", "2023-12-31T23:59:59Z", null, "2024-12-31T12:00:00Z");

    [Fact]
    public void CyclesAreSineAndCosineOfHourAndWeekday()
    {
        var encoded = new TimeFeatures("at").Transform(Moments);
        var column = encoded.Column<NumberColumn>("at.cyclic");
        Assert.Equal(4, column.Width);

        float[] monday = column.Values[..4].ToArray();
        Assert.Equal([1.0, 0, 0, 1], monday.Select(v => Math.Round(v, 6)));

        float[] sunday = column.Values[4..8].ToArray();
        Assert.Equal([0.0, 1], sunday.Take(2).Select(v => Math.Round(v, 3)));
        Assert.Equal(Math.Sin(2 * Math.PI * 6 / 7), sunday[2], 1e-6);
        Assert.Equal(Math.Cos(2 * Math.PI * 6 / 7), sunday[3], 1e-6);
    }

    [Fact]
    public void AMissingTimeIsTheCenterOfTheCircle() =>
        Assert.Equal([0, 0, 0, 0], new TimeFeatures("at").Transform(Moments).Column<NumberColumn>("at.cyclic").Values[8..12].ToArray());

    [Fact]
    public void TheDayOfTheYearClosesItsCircleInLeapYearsToo()
    {
        var numbers = new TimeFeatures("at") { Parts = TimeParts.DayOfYear }.Transform(Moments).Column<NumberColumn>("at.cyclic");
        Assert.Equal(2, numbers.Width);
        Assert.Equal([0f, 1f], numbers.Values[..2].ToArray());
        Assert.Equal(Math.Sin(2 * Math.PI * 365 / 366), numbers.Values[6], 1e-6);
        Assert.Equal(Math.Sin(2 * Math.PI * 364 / 365), numbers.Values[2], 1e-6); // 2023
    }

    [Fact]
    public void BucketsAreIdsAfterTheReservedOnes()
    {
        var encoded = new TimeFeatures("at") { Encoding = TimeEncoding.Bucketed, Parts = TimeParts.HourOfDay | TimeParts.DayOfWeek | TimeParts.DayOfYear }.Transform(Moments);
        Assert.Equal([9, 26, 1, 15], Rows.IdsOf(encoded, "at.hour"));
        Assert.Equal([3, 9, 1, 4], Rows.IdsOf(encoded, "at.weekday"));
        Assert.Equal([3, 367, 1, 368], Rows.IdsOf(encoded, "at.yearday"));
        Assert.Equal((27, 10, 369), (encoded.Column<IdColumn>("at.hour").Cardinality, encoded.Column<IdColumn>("at.weekday").Cardinality, encoded.Column<IdColumn>("at.yearday").Cardinality));
    }

    [Fact]
    public void TheOffsetMovesHoursAndDays()
    {
        var encoded = new TimeFeatures("at") { Encoding = TimeEncoding.Bucketed, UtcOffset = TimeSpan.FromHours(8) }.Transform(Moments);
        Assert.Equal([17, 10, 1, 23], Rows.IdsOf(encoded, "at.hour"));
        Assert.Equal([3, 3, 1, 4], Rows.IdsOf(encoded, "at.weekday"));
    }

    [Fact]
    public void TheEndsOfTimeStayWithinIt()
    {
        var ends = Rows.Of((Feature.DateTime("at"), new DateTimeColumn([0, DateTime.MaxValue.Ticks])));
        Assert.Equal([3, 25], Rows.IdsOf(new TimeFeatures("at") { Encoding = TimeEncoding.Bucketed, UtcOffset = TimeSpan.FromHours(-1) }.Transform(ends), "at.hour"));
    }

    [Fact]
    public void FeaturesOfTheRowsOwnTimeAreContextAndTheTimeStays()
    {
        var rows = Rows.Of((Feature.Timestamp("at"), Rows.Time("2024-01-01")));
        var encoded = new TimeFeatures("at").Transform(rows);
        Assert.Equal(FeatureRole.Context, encoded.Schema["at.cyclic"].Role);
        Assert.Equal(FeatureRole.Timestamp, encoded.Schema["at"].Role);
    }

    [Fact]
    public void BothEncodingsLiveBesideEachOther()
    {
        var encoded = new TimeFeatures("at") { Encoding = TimeEncoding.Bucketed }.Transform(new TimeFeatures("at").Transform(Moments));
        Assert.Equal(["at", "at.cyclic", "at.hour", "at.weekday"], encoded.Schema.Select(f => f.Name));
    }
}
