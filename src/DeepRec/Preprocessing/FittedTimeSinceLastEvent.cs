namespace DeepRec.Preprocessing;

/// <summary>When each user was seen in training, as <see cref="EventTimes"/> writes it, and the mean logarithm of the times between.</summary>
internal sealed record FittedTimeSinceLastEvent(string Column, string User, ElapsedEncoding Encoding, IReadOnlyList<TimeSpan> Boundaries, double Mean, IReadOnlyDictionary<string, string> Seen) : FittedStep
{
    private readonly Dictionary<string, long[]> _seconds = Seen.ToDictionary(pair => pair.Key, pair => EventTimes.Read(pair.Key, pair.Value), StringComparer.Ordinal);
    private readonly double[] _boundaries = [.. Check(Boundaries).Select(boundary => boundary.TotalSeconds)];

    public IReadOnlyList<TimeSpan> Boundaries { get; } = Boundaries;

    public double Mean { get; init; } = double.IsFinite(Mean) ? Mean : throw new ArgumentOutOfRangeException(nameof(Mean), Mean, $"Column '{Column}': the mean is finite.");

    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double[] gaps = Gaps(rows);
        if (Encoding.HasFlag(ElapsedEncoding.Logarithm))
        {
            rows = Derived.Add(rows, Column, ".since", FeatureKind.Number, new NumberColumn(Array.ConvertAll(gaps, gap => (float)(double.IsNaN(gap) ? Mean : Math.Log(1 + gap)))));
            rows = Derived.Add(rows, Column, ".since.missing", FeatureKind.Number, new NumberColumn(Array.ConvertAll(gaps, gap => double.IsNaN(gap) ? 1f : 0)));
        }

        if (Encoding.HasFlag(ElapsedEncoding.Buckets)) rows = Derived.Add(rows, Column, ".sincebucket", FeatureKind.Category, new IdColumn(Array.ConvertAll(gaps, IdOf), Vocabulary.FirstFreeId + _boundaries.Length + 1));
        return rows;
    }

    /// <summary>The users as they were read, and the times.</summary>
    public static (CategoryColumn Users, DateTimeColumn Times) ColumnsOf(Dataset rows, string user, string column) => (
        rows[user] as CategoryColumn ?? throw new ArgumentException($"{nameof(TimeSinceLastEvent)} needs the user '{user}' as it was read. Place the step before those that encode '{user}'."),
        rows.Column<DateTimeColumn>(column));

    /// <summary>A copy of boundaries that are above zero and rise.</summary>
    public static IReadOnlyList<TimeSpan> Check(IReadOnlyList<TimeSpan> boundaries)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        for (int i = 0; i < boundaries.Count; i++)
        {
            if (boundaries[i] <= (i == 0 ? TimeSpan.Zero : boundaries[i - 1])) throw new ArgumentException($"The boundary {boundaries[i]} at place {i} must be above zero and above the one before.", nameof(boundaries));
        }

        return [.. boundaries];
    }

    /// <summary>Who was seen at which second, row by row where both are known.</summary>
    public IEnumerable<(string User, long Second)> EventsOf(Dataset rows)
    {
        var (users, times) = ColumnsOf(rows, User, Column);
        for (int row = 0; row < rows.Count; row++)
        {
            if (!users.IsMissing(row) && !times.IsMissing(row)) yield return (users.Values[users.Codes[row]], EventTimes.SecondOf(times.Ticks[row]));
        }
    }

    /// <summary>Whether training saw a user at a second.</summary>
    public bool Remembers(string user, long second) => _seconds.TryGetValue(user, out var seen) && Array.BinarySearch(seen, second) >= 0;

    /// <summary>Seconds since the user's latest earlier second; NaN where there is none. Shape [rows].</summary>
    public double[] Gaps(Dataset rows)
    {
        var (users, times) = ColumnsOf(rows, User, Column);
        long[]?[] seconds = [.. users.Values.Select(user => _seconds.GetValueOrDefault(user))];
        var gaps = new double[rows.Count];
        for (int row = 0; row < gaps.Length; row++)
        {
            gaps[row] = users.IsMissing(row) || times.IsMissing(row) || seconds[users.Codes[row]] is not { } seen ? double.NaN : GapTo(EventTimes.SecondOf(times.Ticks[row]), seen);
        }

        return gaps;
    }

    private static double GapTo(long now, long[] seen)
    {
        int found = Array.BinarySearch(seen, now);
        int before = (found >= 0 ? found : ~found) - 1;
        return before < 0 ? double.NaN : now - seen[before];
    }

    private int IdOf(double gap)
    {
        if (double.IsNaN(gap)) return Vocabulary.MissingId;
        int found = Array.BinarySearch(_boundaries, gap);
        return Vocabulary.FirstFreeId + (found >= 0 ? found + 1 : ~found);
    }
}
