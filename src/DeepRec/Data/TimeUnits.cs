namespace DeepRec;

/// <summary>Times that were read in too small a unit: seconds taken for milliseconds put all of today into January 1970.</summary>
internal static class TimeUnits
{
    private const int Thousand = 1000;
    private static readonly long Epoch = DateTime.UnixEpoch.Ticks;
    private static readonly long End = DateTime.UnixEpoch.AddDays(31).Ticks; // seconds of the year 2054 taken for milliseconds

    /// <summary>The time that was meant: a thousand times as far from the start of 1970, again where that is January still; <see cref="DateTimeColumn.Missing"/> for the very start.</summary>
    public static long Mend(long ticks)
    {
        if (ticks == Epoch) return DateTimeColumn.Missing; // what 0 becomes
        while (ticks > Epoch && ticks < End) ticks = Epoch + ((ticks - Epoch) * Thousand);
        return ticks;
    }
}
