namespace DeepRec.Preprocessing;

/// <summary>
/// How long before a row its user was last seen in training: a number in the column <c>"&lt;column&gt;.since"</c> with <c>"&lt;column&gt;.since.missing"</c>
/// beside it, ids of buckets in <c>"&lt;column&gt;.sincebucket"</c>, or both. Who comes back after minutes wants something else than who comes back after a month. The column itself stays.
/// </summary>
/// <remarks>
/// It remembers when each user was seen in training, to the second, and looks back from the row's own time: at a strictly earlier second, never at the
/// row itself or later ones. So training rows, test rows and requests are treated alike, and each alone: events after the training are not known until the next one.
/// A missing number is the mean of training, with 1 in the column beside it; a missing bucket is id 1:
/// for a user's first event, a user who is not known, and a row without a time, as a request is that states none. Needs the user as it was read: it stands before
/// the vocabulary of users. Immutable; safe from many threads.
/// </remarks>
/// <param name="column">A column of points in time, such as the row's own timestamp.</param>
public sealed class TimeSinceLastEvent(string column) : PreprocessingStep
{
    private const ElapsedEncoding All = ElapsedEncoding.Logarithm | ElapsedEncoding.Buckets;

    /// <summary>A number, buckets or both.</summary>
    /// <value>Default <see cref="ElapsedEncoding.Logarithm"/>.</value>
    public ElapsedEncoding Encoding { get; init => field = value != ElapsedEncoding.None && (value & ~All) == 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Encoding is Logarithm, Buckets or both."); } = ElapsedEncoding.Logarithm;

    /// <summary>Where a bucket ends and the next begins; above zero, rising. n of them make n + 1 buckets; a time at a boundary belongs to the longer one.</summary>
    /// <value>Default a minute, an hour, 6 hours, a day, 3 days, a week, 30 days. Only <see cref="ElapsedEncoding.Buckets"/> looks at it.</value>
    /// <exception cref="ArgumentException">One is not above zero or does not rise.</exception>
    public IReadOnlyList<TimeSpan> Boundaries { get; init => field = FittedTimeSinceLastEvent.Check(value); } =
        [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];

    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        string user = training.Schema.User?.Name ?? throw new ArgumentException($"{nameof(TimeSinceLastEvent)} needs the user of each row. Mark its column in the schema, or leave the step out.", nameof(training));
        var seen = new SortedDictionary<string, SortedSet<long>>(StringComparer.Ordinal); // seconds of each user
        var none = new FittedTimeSinceLastEvent(column, user, Encoding, Boundaries, 0, new Dictionary<string, string>());
        foreach (var (id, second) in training.Partitions.SelectMany(none.EventsOf))
        {
            if (!seen.TryGetValue(id, out var seconds)) seen.Add(id, seconds = []);
            seconds.Add(second);
        }

        var fitted = new FittedTimeSinceLastEvent(column, user, Encoding, Boundaries, 0, seen.ToDictionary(pair => pair.Key, pair => EventTimes.Write([.. pair.Value]), StringComparer.Ordinal));
        double[] known = [.. training.Partitions.SelectMany(fitted.Gaps).Where(gap => !double.IsNaN(gap)).Select(gap => Math.Log(1 + gap))];
        return fitted with { Mean = known.Length == 0 ? 0 : known.Average() };
    }
}
