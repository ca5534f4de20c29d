namespace DeepRec.Preprocessing;

/// <summary>From UTC to the clock on the wall: by a fixed offset or by a time zone, not both.</summary>
internal static class LocalTime
{
    private const string Allowed = "_+-/. ";

    /// <summary>The local time of UTC ticks; at the ends of time, the end itself.</summary>
    public static DateTime Of(long ticks, TimeSpan offset, TimeZoneInfo? zone)
    {
        long shift = zone is null ? offset.Ticks : zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).Ticks;
        return new DateTime(Math.Clamp(ticks + shift, 0, DateTime.MaxValue.Ticks));
    }

    /// <summary>An offset within 14 hours, and the only statement of what local time is.</summary>
    public static TimeSpan CheckOffset(TimeSpan value, TimeZoneInfo? zone)
    {
        if (value.Duration() > TimeSpan.FromHours(14)) throw new ArgumentOutOfRangeException(nameof(value), value, "UtcOffset is within 14 hours.");
        if (value != TimeSpan.Zero && zone is not null) throw Both();
        return value;
    }

    /// <summary>The zone of an id; <see langword="null"/> for none.</summary>
    /// <remarks>An id comes from a file as well: only what looks like one is looked up, since some systems read it as a path.</remarks>
    public static TimeZoneInfo? FindZone(string? value, TimeSpan offset)
    {
        if (value is null) return null;
        if (offset != TimeSpan.Zero) throw Both();
        bool isId = value.Length is > 0 and <= 100 && char.IsAsciiLetter(value[0]) && value.All(c => char.IsAsciiLetterOrDigit(c) || Allowed.Contains(c, StringComparison.Ordinal)) && !value.Contains("..", StringComparison.Ordinal);
        if (isId && TimeZoneInfo.TryFindSystemTimeZoneById(value, out var zone)) return zone;
        throw new ArgumentException($"The time zone '{value}' is not known here. Give an id such as Europe/Berlin or UTC; where the system has no time zones, install them (tzdata) or use UtcOffset.", nameof(value));
    }

    private static ArgumentException Both() => new("TimeZone and UtcOffset both say what local time is. Leave one out.");
}
