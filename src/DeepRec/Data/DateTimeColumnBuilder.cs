using System.Globalization;

namespace DeepRec;

/// <summary>Collects points in time: dates, ISO 8601 text (without an offset it is UTC), or Unix seconds; a whole number too large for those is Unix milliseconds.</summary>
internal sealed class DateTimeColumnBuilder : ColumnBuilder
{
    private static readonly long MaximumUnixSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
    private static readonly long MinimumUnixSeconds = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private readonly ValueBlocks<long> _ticks = new();

    public override string Expected => "a date and time (ISO 8601 with a year of four digits, or whole Unix seconds)";

    public override bool TryAppendText(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            AppendMissing();
            return true;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds)) return TryAppendUnixSeconds(seconds);
        if (!TryParse(text, out long ticks)) return false;
        _ticks.Add(ticks);
        return true;
    }

    public override bool TryAppendBytes(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty)
        {
            AppendMissing();
            return true;
        }

        if (PlainField.TryReadDigits(field, out long seconds)) return TryAppendUnixSeconds(seconds);
        if (!PlainField.TryReadTime(field, out long ticks)) return false;
        _ticks.Add(ticks);
        return true;
    }

    public override int AppendFields(CsvBlock block, int position, int row)
    {
        while (row < block.Rows)
        {
            var ticks = _ticks.Free(block.Rows - row);
            int read = 0;
            while (read < ticks.Length && PlainField.TryReadDigits(block.Field(row + read, position), out long seconds) && TryReadUnixSeconds(seconds, out ticks[read])) read++;
            _ticks.Took(read);
            row += read;
            if (read == ticks.Length) continue;
            if (!TryAppendBytes(block.Field(row, position))) break;
            row++;
        }

        return row;
    }

    /// <summary>Reads a date that states its year in four digits. Anything less would be filled in from today's date.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long utcTicks)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;
        utcTicks = 0;
        if (!StatesYear(text) || !DateTime.TryParse(text, CultureInfo.InvariantCulture, Styles, out var time) || time.Year == 1) return false;
        utcTicks = time.Ticks;
        return true;
    }

    public override bool TryAppendValue(object? value)
    {
        switch (value)
        {
            case null or DBNull: AppendMissing(); return true;
            case string text: return TryAppendText(text);
            case DateTimeOffset time: _ticks.Add(time.UtcTicks); return true;
            case DateTime { Kind: DateTimeKind.Local } local: _ticks.Add(local.ToUniversalTime().Ticks); return true;
            case DateTime utc: _ticks.Add(utc.Ticks); return true;
            case DateOnly date: _ticks.Add(date.ToDateTime(TimeOnly.MinValue).Ticks); return true;
            case long or int or uint or short or ushort or byte: return TryAppendUnixSeconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
            default: return false;
        }
    }

    public override void AppendMissing() => _ticks.Add(DateTimeColumn.Missing);

    public override Column Build() => new DateTimeColumn(_ticks.Drain());

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

    private bool TryAppendUnixSeconds(long seconds)
    {
        if (!TryReadUnixSeconds(seconds, out long ticks)) return false;
        _ticks.Add(ticks);
        return true;
    }

    private static bool TryReadUnixSeconds(long seconds, out long ticks)
    {
        ticks = 0;
        if (seconds > MaximumUnixSeconds) seconds /= 1000; // no date in seconds, so that it is milliseconds
        if (seconds < MinimumUnixSeconds || seconds > MaximumUnixSeconds) return false;
        ticks = DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond);
        return true;
    }
}
