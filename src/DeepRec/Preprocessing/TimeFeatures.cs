namespace DeepRec.Preprocessing;

/// <summary>
/// Makes features of a point in time: sines and cosines in one column <c>"&lt;column&gt;.cyclic"</c>, or ids in the columns <c>"&lt;column&gt;.hour"</c>,
/// <c>"&lt;column&gt;.weekday"</c>, <c>"&lt;column&gt;.yearday"</c>, <c>"&lt;column&gt;.month"</c> and <c>"&lt;column&gt;.season"</c>. The column itself stays.
/// </summary>
/// <remarks>
/// Learns nothing. Ids follow <see cref="Vocabulary"/>: 0 padding, 1 missing, 2 (not in the vocabulary) never occurs, then hour 0 … 23, Monday … Sunday,
/// day of the year 0 … 365, January … December, or spring … winter. Add the step twice to have both encodings.
/// </remarks>
/// <param name="Column">A column of points in time; the row's own timestamp too, whose features become context.</param>
public sealed record TimeFeatures(string Column) : FittedStep
{
    private const TimeParts All = TimeParts.HourOfDay | TimeParts.DayOfWeek | TimeParts.DayOfYear | TimeParts.Month | TimeParts.Season;
    private readonly TimeZoneInfo? _zone;

    /// <summary>Numbers or ids.</summary>
    /// <value>Default <see cref="TimeEncoding.Cyclic"/>: shape [rows, 2 a part], sine before cosine, parts in the order of <see cref="TimeParts"/>.</value>
    public TimeEncoding Encoding { get; init; }

    /// <summary>Which cycles.</summary>
    /// <value>Default the hour of the day and the day of the week.</value>
    public TimeParts Parts { get; init => field = value != TimeParts.None && (value & ~All) == 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Parts names at least one part."); } = TimeParts.HourOfDay | TimeParts.DayOfWeek;

    /// <summary>The offset of local time from UTC. Hours and days are those of local time.</summary>
    /// <value>Default zero: UTC. In ±14 hours. The same all year; <see cref="TimeZone"/> follows daylight saving.</value>
    /// <exception cref="ArgumentException">A time zone is stated too.</exception>
    public TimeSpan UtcOffset { get; init => field = LocalTime.CheckOffset(value, _zone); }

    /// <summary>The time zone of local time by its id, such as <c>Europe/Berlin</c>, with daylight saving as the system's tables have it.</summary>
    /// <value>Default <see langword="null"/>: <see cref="UtcOffset"/> alone.</value>
    /// <exception cref="ArgumentException">The system does not know the zone, or an offset is stated too.</exception>
    public string? TimeZone
    {
        get;
        init
        {
            _zone = LocalTime.FindZone(value, UtcOffset);
            field = value;
        }
    }

    /// <summary>Where seasons are told: in the south they lie half a year later.</summary>
    /// <value>Default <see cref="Hemisphere.Northern"/>. Only <see cref="TimeParts.Season"/> looks at it.</value>
    public Hemisphere Hemisphere { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Hemisphere is Northern or Southern."); }

    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var column = rows.Column<DateTimeColumn>(Column);
        var cycles = TimeCycle.In(south: Hemisphere == Hemisphere.Southern).Where((_, i) => Parts.HasFlag((TimeParts)(1 << i))).ToArray();
        if (Encoding == TimeEncoding.Cyclic) return Derived.Add(rows, Column, ".cyclic", FeatureKind.Number, Angles(column, cycles));
        foreach (var cycle in cycles) rows = Derived.Add(rows, Column, cycle.Suffix, FeatureKind.Category, Ids(column, cycle));
        return rows;
    }

    private NumberColumn Angles(DateTimeColumn column, TimeCycle[] cycles)
    {
        int width = 2 * cycles.Length;
        var numbers = new float[column.Count * width]; // [rows × width]
        for (int row = 0; row < column.Count; row++)
        {
            if (column.IsMissing(row)) continue;
            var time = Local(column.Ticks[row]);
            for (int i = 0; i < cycles.Length; i++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * cycles[i].Turn(time));
                (numbers[(row * width) + (2 * i)], numbers[(row * width) + (2 * i) + 1]) = ((float)sine, (float)cosine);
            }
        }

        return new NumberColumn(numbers, width);
    }

    private IdColumn Ids(DateTimeColumn column, TimeCycle cycle)
    {
        var ids = new int[column.Count];
        for (int row = 0; row < ids.Length; row++)
        {
            ids[row] = column.IsMissing(row) ? Vocabulary.MissingId : Vocabulary.FirstFreeId + cycle.Bucket(Local(column.Ticks[row]));
        }

        return new IdColumn(ids, Vocabulary.FirstFreeId + cycle.Buckets);
    }

    private DateTime Local(long ticks) => LocalTime.Of(ticks, UtcOffset, _zone);
}
