namespace DeepRec.Preprocessing;

/// <summary>
/// Which of your named days a point in time falls on, as ids in the column <c>"&lt;column&gt;.calendar"</c>: holidays, sales, terms. The column itself stays.
/// </summary>
/// <remarks>
/// Learns nothing; the days travel inside the saved pipeline. Ids follow <see cref="Vocabulary"/>: 0 padding, 1 missing, 2 (not in the vocabulary) never
/// occurs, 3 a day of no period, then the names in the order in which they are first stated. Where periods overlap, the one stated first counts.
/// </remarks>
/// <param name="Column">A column of points in time; the row's own timestamp too, whose calendar becomes context.</param>
public sealed record CalendarFeatures(string Column) : FittedStep
{
    private readonly string[] _names = [];
    private readonly TimeZoneInfo? _zone;

    /// <summary>The days that have names; one period or more.</summary>
    /// <exception cref="ArgumentException">There is none, or an empty place.</exception>
    public required IReadOnlyList<CalendarPeriod> Periods
    {
        get;
        init
        {
            _names = NamesOf(value);
            field = [.. value];
        }
    }

    /// <summary>What the new column is called after the point: another name for each calendar of the same times.</summary>
    /// <value>Default <c>calendar</c>.</value>
    public string Name { get; init => field = !string.IsNullOrWhiteSpace(value) ? value : throw new ArgumentException("Name is not empty.", nameof(value)); } = "calendar";

    /// <summary>The offset of local time from UTC: a day begins at local midnight.</summary>
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

    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var times = rows.Column<DateTimeColumn>(Column);
        int[] idOf = [.. Periods.Select(period => Vocabulary.FirstFreeId + 1 + Array.IndexOf(_names, period.Name))];
        var byDay = new Dictionary<DateOnly, int>();
        var ids = new int[times.Count];
        for (int row = 0; row < ids.Length; row++)
        {
            if (times.IsMissing(row))
            {
                ids[row] = Vocabulary.MissingId;
                continue;
            }

            var day = DateOnly.FromDateTime(LocalTime.Of(times.Ticks[row], UtcOffset, _zone));
            if (!byDay.TryGetValue(day, out int id)) byDay[day] = id = IdOf(day, idOf);
            ids[row] = id;
        }

        return Derived.Add(rows, Column, "." + Name, FeatureKind.Category, new IdColumn(ids, Vocabulary.FirstFreeId + 1 + _names.Length));
    }

    private int IdOf(DateOnly day, int[] idOf)
    {
        for (int i = 0; i < idOf.Length; i++) if (Periods[i].Contains(day)) return idOf[i];
        return Vocabulary.FirstFreeId;
    }

    private static string[] NamesOf(IReadOnlyList<CalendarPeriod> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Count == 0 || value.Contains(null!)) throw new ArgumentException("A calendar has one period or more, and no empty place.", nameof(value));
        return [.. value.Select(period => period.Name).Distinct(StringComparer.Ordinal)];
    }
}
