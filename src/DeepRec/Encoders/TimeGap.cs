namespace DeepRec.Encoders;

/// <summary>Buckets of the time between two events, twice as wide from one to the next: b = 1 + ⌊log₂(1 + Δ)⌋, Δ in seconds; 0 where it is not known.</summary>
internal static class TimeGap
{
    /// <summary>How many buckets there are. The last begins after 17,000 years.</summary>
    public const int Buckets = 41;

    /// <param name="earlier">UTC ticks, or <see cref="DateTimeColumn.Missing"/>.</param>
    /// <param name="later">UTC ticks likewise; a time before the other counts as the same.</param>
    public static int BucketOf(long earlier, long later)
    {
        if (earlier == DateTimeColumn.Missing || later == DateTimeColumn.Missing) return 0;
        long seconds = Math.Max(0, later - earlier) / TimeSpan.TicksPerSecond;
        return Math.Min(Buckets - 1, 1 + System.Numerics.BitOperations.Log2((ulong)seconds + 1));
    }
}
