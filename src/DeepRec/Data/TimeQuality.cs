namespace DeepRec;

/// <summary>When the rows happened.</summary>
/// <param name="First">The earliest time, in UTC; <see langword="null"/> where no row has one.</param>
/// <param name="Last">The latest time, in UTC; <see langword="null"/> where no row has one.</param>
/// <param name="Missing">Rows without a time.</param>
public sealed record TimeQuality(DateTimeOffset? First, DateTimeOffset? Last, int Missing)
{
    internal static TimeQuality Of(DateTimeColumn times)
    {
        long first = long.MaxValue, last = DateTimeColumn.Missing;
        int missing = 0;
        foreach (long ticks in times.Ticks)
        {
            if (ticks == DateTimeColumn.Missing)
            {
                missing++;
                continue;
            }

            first = Math.Min(first, ticks);
            last = Math.Max(last, ticks);
        }

        return missing == times.Count ? new TimeQuality(null, null, missing) : new TimeQuality(new DateTimeOffset(first, TimeSpan.Zero), new DateTimeOffset(last, TimeSpan.Zero), missing);
    }
}
