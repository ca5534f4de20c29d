using System.Globalization;

namespace DeepRec;

/// <summary>How points in time are read: dates, ISO 8601 text (without an offset it is UTC), or Unix seconds; a whole number too large for those is Unix milliseconds.</summary>
internal static class PointInTime
{
    private static readonly long MaximumUnixSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
    private static readonly long MinimumUnixSeconds = DateTimeOffset.MinValue.ToUnixTimeSeconds();

    /// <summary>Reads a value of any type.</summary>
    /// <param name="value">The value.</param>
    /// <param name="ticks">Of UTC; <see langword="null"/> where it is missing.</param>
    public static bool TryReadValue(object? value, out long? ticks)
    {
        ticks = value switch
        {
            DateTimeOffset time => time.UtcTicks,
            DateTime { Kind: DateTimeKind.Local } local => local.ToUniversalTime().Ticks,
            DateTime utc => utc.Ticks,
            DateOnly date => date.ToDateTime(TimeOnly.MinValue).Ticks,
            _ => null,
        };
        if (ticks is not null || value is null or DBNull) return true;
        if (value is string text) return TryReadText(text, out ticks);
        if (value is not (long or int or uint or short or ushort or byte) || !TryReadUnixSeconds(Convert.ToInt64(value, CultureInfo.InvariantCulture), out long read)) return false;
        ticks = read;
        return true;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ticks">Of UTC; <see langword="null"/> where the text is empty.</param>
    public static bool TryReadText(ReadOnlySpan<char> text, out long? ticks)
    {
        ticks = null;
        text = text.Trim();
        if (text.IsEmpty) return true;
        bool isRead = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds) ? TryReadUnixSeconds(seconds, out long read) : TryReadDate(text, out read);
        if (isRead) ticks = read;
        return isRead;
    }

    /// <summary>Reads a date that states its year in four digits. Anything less would be filled in from today's date.</summary>
    public static bool TryReadDate(ReadOnlySpan<char> text, out long utcTicks)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;
        utcTicks = 0;
        if (!StatesYear(text) || !DateTime.TryParse(text, CultureInfo.InvariantCulture, Styles, out var time) || time.Year == 1) return false;
        utcTicks = time.Ticks;
        return true;
    }

    /// <summary>Reads a whole number.</summary>
    public static bool TryReadUnixSeconds(long seconds, out long ticks)
    {
        ticks = 0;
        if (seconds > MaximumUnixSeconds) seconds /= 1000; // no date in seconds, so that it is milliseconds
        if (seconds < MinimumUnixSeconds || seconds > MaximumUnixSeconds) return false;
        ticks = DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond);
        return true;
    }

    private static bool StatesYear(ReadOnlySpan<char> text)
    {
        int digits = 0;
        foreach (char c in text)
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits == 4) return true;
        }

        return false;
    }
}
