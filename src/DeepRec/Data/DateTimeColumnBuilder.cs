using System.Globalization;

namespace DeepRec;

/// <summary>Collects points in time: dates, ISO 8601 text (without an offset it is UTC), or Unix seconds.</summary>
internal sealed class DateTimeColumnBuilder : ColumnBuilder
{
    private static readonly long MaximumUnixSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
    private static readonly long MinimumUnixSeconds = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private readonly List<long> _ticks = [];

    public override string Expected => "a date and time (ISO 8601, or whole Unix seconds)";

    public override bool TryAppendText(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            AppendMissing();
            return true;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds)) return TryAppendUnixSeconds(seconds);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return false;
        _ticks.Add(time.UtcTicks);
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

    public override Column Build() => new DateTimeColumn([.. _ticks]);

    private bool TryAppendUnixSeconds(long seconds)
    {
        if (seconds < MinimumUnixSeconds || seconds > MaximumUnixSeconds) return false;
        _ticks.Add(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcTicks);
        return true;
    }
}
