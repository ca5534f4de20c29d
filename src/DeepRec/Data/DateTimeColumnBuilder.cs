namespace DeepRec;

/// <summary>Collects points in time: dates, ISO 8601 text (without an offset it is UTC), or Unix seconds; a whole number too large for those is Unix milliseconds.</summary>
internal sealed class DateTimeColumnBuilder : ColumnBuilder
{
    private readonly ValueBlocks<long> _ticks = new();

    public override string Expected => "a date and time (ISO 8601 with a year of four digits, or whole Unix seconds)";

    public override bool TryAppendText(ReadOnlySpan<char> text) => PointInTime.TryReadText(text, out long? ticks) && Append(ticks);

    public override bool TryAppendBytes(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty)
        {
            AppendMissing();
            return true;
        }

        return (PlainField.TryReadDigits(field, out long seconds) ? PointInTime.TryReadUnixSeconds(seconds, out long ticks) : PlainField.TryReadTime(field, out ticks)) && Append(ticks);
    }

    public override int AppendFields(CsvBlock block, int position, int row)
    {
        while (row < block.Rows)
        {
            var ticks = _ticks.Free(block.Rows - row);
            int read = 0;
            while (read < ticks.Length && PlainField.TryReadDigits(block.Field(row + read, position), out long seconds) && PointInTime.TryReadUnixSeconds(seconds, out ticks[read])) read++;
            _ticks.Took(read);
            row += read;
            if (read == ticks.Length) continue;
            if (!TryAppendBytes(block.Field(row, position))) break;
            row++;
        }

        return row;
    }

    public override bool TryAppendValue(object? value) => PointInTime.TryReadValue(value, out long? ticks) && Append(ticks);

    public override void AppendMissing() => _ticks.Add(DateTimeColumn.Missing);

    public override Column Build() => new DateTimeColumn(_ticks.Drain());

    private bool Append(long? ticks)
    {
        _ticks.Add(ticks ?? DateTimeColumn.Missing);
        return true;
    }
}
