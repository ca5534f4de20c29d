namespace DeepRec;

/// <summary>When the rows happened.</summary>
/// <param name="First">The earliest time, in UTC; <see langword="null"/> where no row has one.</param>
/// <param name="Last">The latest time, in UTC; <see langword="null"/> where no row has one.</param>
/// <param name="Missing">Rows without a time.</param>
public sealed record TimeQuality(DateTimeOffset? First, DateTimeOffset? Last, int Missing)
{
    /// <summary>Rows in January 1970, its first moment among them: seconds that were read as milliseconds, or a time that is missing.</summary>
    public int InWrongUnit { get; init; }

    /// <summary>Rows later than <see cref="DataQualityOptions.Latest"/>; 0 without one. Those in the wrong unit are judged by what was meant.</summary>
    public int Late { get; init; }

    internal static TimeQuality Of(DateTimeColumn times, DateTimeOffset? latest)
    {
        long first = long.MaxValue, last = DateTimeColumn.Missing;
        long end = latest?.UtcTicks ?? long.MaxValue;
        int missing = 0, wrong = 0, late = 0;
        foreach (long ticks in times.Ticks)
        {
            if (ticks == DateTimeColumn.Missing)
            {
                missing++;
                continue;
            }

            long meant = TimeUnits.Mend(ticks);
            if (meant != ticks) wrong++;
            if (meant > end) late++;
            first = Math.Min(first, ticks);
            last = Math.Max(last, ticks);
        }

        var found = missing == times.Count ? new TimeQuality(null, null, missing) : new TimeQuality(new DateTimeOffset(first, TimeSpan.Zero), new DateTimeOffset(last, TimeSpan.Zero), missing);
        return found with { InWrongUnit = wrong, Late = late };
    }
}
