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

    [Fact]
    public void MonthsAndSeasonsAreIdsAndAngles()
    {
        var moments = Rows.Times("at", "2024-02-29T23:59:59Z", "2024-03-01T00:00:00Z", "2024-08-31T12:00:00Z", "2024-11-30T12:00:00Z", "2024-12-01T00:00:00Z", null);
        var parts = new TimeFeatures("at") { Encoding = TimeEncoding.Bucketed, Parts = TimeParts.Month | TimeParts.Season };
        Assert.Equal([4, 5, 10, 13, 14, 1], Rows.IdsOf(parts.Transform(moments), "at.month"));
        Assert.Equal([6, 3, 4, 5, 6, 1], Rows.IdsOf(parts.Transform(moments), "at.season"));
        Assert.Equal([4, 5, 6, 3, 4, 1], Rows.IdsOf((parts with { Hemisphere = Hemisphere.Southern }).Transform(moments), "at.season"));
        Assert.Equal((15, 7), (parts.Transform(moments).Column<IdColumn>("at.month").Cardinality, parts.Transform(moments).Column<IdColumn>("at.season").Cardinality));

        var angles = (parts with { Encoding = TimeEncoding.Cyclic }).Transform(moments).Column<NumberColumn>("at.cyclic");
        Assert.Equal(4, angles.Width);
        Assert.Equal([Math.Sin(20 * Math.PI / 12), Math.Cos(20 * Math.PI / 12), 0, -1], angles.Values[12..16].ToArray().Select(v => (double)v), (x, y) => Math.Abs(x - y) < 1e-6); // November, autumn
        Assert.Equal([0f, 1], angles.Values[6..8].ToArray()); // March is spring
    }

    [Fact]
    public void ATimeZoneFollowsDaylightSaving()
    {
        var moments = Rows.Times("at", "2024-03-31T00:59:59Z", "2024-03-31T01:00:00Z", "2024-10-27T00:59:59Z", "2024-10-27T01:00:00Z", "2024-12-31T23:00:00Z", null);
        var berlin = new TimeFeatures("at") { Encoding = TimeEncoding.Bucketed, TimeZone = "Europe/Berlin" };
        Assert.Equal([4, 6, 5, 5, 3, 1], Rows.IdsOf(berlin.Transform(moments), "at.hour"));
        Assert.Equal([9, 9, 9, 9, 5, 1], Rows.IdsOf(berlin.Transform(moments), "at.weekday"));
        Rows.AssertSame(berlin.Transform(moments), Rows.Reloaded(berlin).Transform(moments));
        Assert.Equal(berlin, Rows.Reloaded(berlin));
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData("/dev/zero")]
    [InlineData("../../etc/passwd")]
    [InlineData("Europe/../../../etc/passwd")]
    public void AZoneThatIsNoneIsRefusedBeforeItIsReadAsAPath(string zone) =>
        Assert.StartsWith($"The time zone '{zone}' is not known here. Give an id such as Europe/Berlin or UTC;", Assert.Throws<ArgumentException>(() => new TimeFeatures("at") { TimeZone = zone }).Message, StringComparison.Ordinal);

    [Fact]
    public void LocalTimeIsSaidOnce()
    {
        const string Twice = "TimeZone and UtcOffset both say what local time is. Leave one out.";
        Assert.Equal(Twice, Assert.Throws<ArgumentException>(() => new TimeFeatures("at") { TimeZone = "UTC", UtcOffset = TimeSpan.FromHours(1) }).Message);
        Assert.Equal(Twice, Assert.Throws<ArgumentException>(() => new TimeFeatures("at") { UtcOffset = TimeSpan.FromHours(1), TimeZone = "UTC" }).Message);
        Assert.Null(new TimeFeatures("at") { UtcOffset = TimeSpan.FromHours(1), TimeZone = null }.TimeZone);
    }
}
