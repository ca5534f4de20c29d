namespace DeepRec.Preprocessing;

/// <summary>One cycle of time: its buckets and, for its angle, the share of a full turn in [0, 1). <c>Part</c> is its name among <c>TimeParts</c>.</summary>
internal sealed record TimeCycle(string Part, string Suffix, int Buckets, Func<DateTime, int> Bucket, Func<DateTime, double> Turn)
{
    private static readonly TimeCycle[] Everywhere =
    [
        new("HourOfDay", ".hour", 24, time => time.Hour, time => (double)time.TimeOfDay.Ticks / TimeSpan.TicksPerDay),
        new("DayOfWeek", ".weekday", 7, Weekday, time => Weekday(time) / 7.0),
        new("DayOfYear", ".yearday", 366, time => time.DayOfYear - 1, time => (time.DayOfYear - 1.0) / (DateTime.IsLeapYear(time.Year) ? 366 : 365)),
        new("Month", ".month", 12, time => time.Month - 1, time => (time.Month - 1) / 12.0),
    ];

    private static readonly TimeCycle[] North = [.. Everywhere, Seasons(firstMonth: 3)];
    private static readonly TimeCycle[] South = [.. Everywhere, Seasons(firstMonth: 9)];

    /// <summary>All cycles, in the order of <c>TimeParts</c>.</summary>
    public static IReadOnlyList<TimeCycle> In(bool south) => south ? South : North;

    private static TimeCycle Seasons(int firstMonth)
    {
        int Season(DateTime time) => (time.Month + 12 - firstMonth) % 12 / 3;
        return new TimeCycle("Season", ".season", 4, Season, time => Season(time) / 4.0);
    }

    // Monday is 0, as in ISO 8601's order.
    private static int Weekday(DateTime time) => ((int)time.DayOfWeek + 6) % 7;
}
