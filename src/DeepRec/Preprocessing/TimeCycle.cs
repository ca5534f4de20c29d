namespace DeepRec.Preprocessing;

/// <summary>One cycle of time: its buckets and, for its angle, the share of a full turn in [0, 1).</summary>
internal sealed record TimeCycle(TimeParts Part, string Suffix, int Buckets, Func<DateTime, int> Bucket, Func<DateTime, double> Turn)
{
    public static IReadOnlyList<TimeCycle> All { get; } =
    [
        new(TimeParts.HourOfDay, ".hour", 24, time => time.Hour, time => (double)time.TimeOfDay.Ticks / TimeSpan.TicksPerDay),
        new(TimeParts.DayOfWeek, ".weekday", 7, Weekday, time => Weekday(time) / 7.0),
        new(TimeParts.DayOfYear, ".yearday", 366, time => time.DayOfYear - 1, time => (time.DayOfYear - 1.0) / (DateTime.IsLeapYear(time.Year) ? 366 : 365)),
    ];

    // Monday is 0, as in ISO 8601's order.
    private static int Weekday(DateTime time) => ((int)time.DayOfWeek + 6) % 7;
}
