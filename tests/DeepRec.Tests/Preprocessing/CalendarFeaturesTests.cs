using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class CalendarFeaturesTests
{
    private static readonly CalendarPeriod Sale = new("sale", new DateOnly(2024, 11, 25), new DateOnly(2024, 12, 1));
    private static readonly CalendarPeriod Christmas = new("holiday", new DateOnly(2023, 12, 24), new DateOnly(2024, 1, 1)) { EveryYear = true };

    private static int[] IdsAt(CalendarFeatures step, params string?[] times) => Rows.IdsOf(step.Transform(Rows.Times("at", times)), "at." + step.Name);

    [Fact]
    public void DaysHaveTheIdOfTheirNameThreeIsNoneAndOneIsMissing()
    {
        var step = new CalendarFeatures("at") { Periods = [Sale, Christmas] };
        Assert.Equal([3, 4, 4, 3, 1], IdsAt(step, "2024-11-24T23:59:59Z", "2024-11-25T00:00:00Z", "2024-12-01T23:59:59Z", "2024-12-02T00:00:00Z", null));
        Assert.Equal(6, step.Transform(Rows.Times("at", "2024-01-01")).Column<IdColumn>("at.calendar").Cardinality);
        Assert.Equal([4], IdsAt(new CalendarFeatures("at") { Periods = [new CalendarPeriod("birthday", new DateOnly(2024, 5, 5))] }, "2024-05-05T10:00:00Z"));
    }

    [Fact]
    public void PeriodsOfOneNameAreOneCategory()
    {
        var step = new CalendarFeatures("at") { Periods = [Sale, Christmas, new CalendarPeriod("sale", new DateOnly(2024, 7, 1))] };
        Assert.Equal([4, 4, 5], IdsAt(step, "2024-11-26T00:00:00Z", "2024-07-01T05:00:00Z", "2024-12-31T05:00:00Z"));
    }

    [Fact]
    public void WherePeriodsOverlapTheFirstStatedCounts()
    {
        var day = new CalendarPeriod("day", new DateOnly(2024, 11, 29));
        Assert.Equal([4], IdsAt(new CalendarFeatures("at") { Periods = [Sale, day] }, "2024-11-29T00:00:00Z"));
        Assert.Equal([4, 5], IdsAt(new CalendarFeatures("at") { Periods = [day, Sale] }, "2024-11-29T00:00:00Z", "2024-11-30T00:00:00Z"));
    }

    [Theory]
    [InlineData("1999-12-24", true)]
    [InlineData("1999-12-31", true)]
    [InlineData("2030-01-01", true)]
    [InlineData("2030-01-02", false)]
    [InlineData("1999-12-23", false)]
    public void APeriodOfEveryYearMayCrossItsEnd(string day, bool isInIt) => Assert.Equal(isInIt, Christmas.Contains(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void APeriodOfEveryYearWithinOneYearComesEachYear()
    {
        var term = new CalendarPeriod("term", new DateOnly(2020, 2, 29), new DateOnly(2020, 6, 30)) { EveryYear = true };
        Assert.Equal([true, false, true, false], new DateOnly[] { new(2023, 3, 1), new(2023, 2, 28), new(2024, 2, 29), new(2024, 7, 1) }.Select(term.Contains));
    }

    [Fact]
    public void APeriodOfAWholeYearHoldsEveryDay()
    {
        var year = new CalendarPeriod("always", new DateOnly(2023, 5, 5), new DateOnly(2024, 5, 5)) { EveryYear = true };
        Assert.All(Enumerable.Range(0, 366), day => Assert.True(year.Contains(new DateOnly(2024, 1, 1).AddDays(day))));
    }

    [Fact]
    public void DaysAreThoseOfLocalTime()
    {
        var periods = new[] { new CalendarPeriod("new year", new DateOnly(2024, 1, 1)) };
        Assert.Equal([3, 4], IdsAt(new CalendarFeatures("at") { Periods = periods }, "2023-12-31T23:30:00Z", "2024-01-01T23:30:00Z"));
        Assert.Equal([4, 3], IdsAt(new CalendarFeatures("at") { Periods = periods, UtcOffset = TimeSpan.FromHours(1) }, "2023-12-31T23:30:00Z", "2024-01-01T23:30:00Z"));
        Assert.Equal([4, 3], IdsAt(new CalendarFeatures("at") { Periods = periods, TimeZone = "Europe/Berlin" }, "2023-12-31T23:30:00Z", "2024-01-01T23:30:00Z"));
    }

    [Fact]
    public void TwoCalendarsOfOneColumnHaveTwoNames()
    {
        var holidays = new CalendarFeatures("at") { Periods = [Christmas] };
        var sales = new CalendarFeatures("at") { Periods = [Sale], Name = "sales" };
        var rows = sales.Transform(holidays.Transform(Rows.Times("at", "2024-12-25T00:00:00Z")));
        Assert.Equal(["at", "at.calendar", "at.sales"], rows.Schema.Select(feature => feature.Name));
        Assert.StartsWith("A step on 'at' adds the column 'at.calendar', which is there already.", Assert.Throws<ArgumentException>(() => holidays.Transform(rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheDaysTravelInsideTheSavedStep()
    {
        var step = new CalendarFeatures("at") { Periods = [Sale, Christmas], Name = "days", TimeZone = "Europe/Berlin" };
        var reloaded = Assert.IsType<CalendarFeatures>(Rows.Reloaded(step));
        Assert.Equal(step.Periods, reloaded.Periods);
        Assert.Equal((step.Name, step.TimeZone), (reloaded.Name, reloaded.TimeZone));
        var rows = Rows.Times("at", "2025-12-24T23:30:00Z", "2024-11-30T00:00:00Z", null);
        Rows.AssertSame(step.Transform(rows), reloaded.Transform(rows));
    }

    [Fact]
    public void WhatIsNoCalendarIsRefused()
    {
        static void Refused(string message, Action make) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
        Refused("A calendar has one period or more, and no empty place.", () => _ = new CalendarFeatures("at") { Periods = [] });
        Refused("A calendar has one period or more, and no empty place.", () => _ = new CalendarFeatures("at") { Periods = [null!] });
        Refused("Name is not empty.", () => _ = new CalendarFeatures("at") { Periods = [Sale], Name = " " });
        Refused("The period 'sale' ends on 2024-01-01, before its first day 2024-01-02.", () => _ = new CalendarPeriod("sale", new DateOnly(2024, 1, 2), new DateOnly(2024, 1, 1)));
        Refused("The value cannot be an empty string", () => _ = new CalendarPeriod("", new DateOnly(2024, 1, 2)));
        Assert.Throws<ArgumentNullException>("value", () => new CalendarFeatures("at") { Periods = null! });
    }
}
