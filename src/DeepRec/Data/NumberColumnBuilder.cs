using System.Globalization;

namespace DeepRec;

/// <summary>Collects numbers, in invariant form where they are text. Missing is blank, null or NaN.</summary>
internal sealed class NumberColumnBuilder : ColumnBuilder
{
    private readonly ValueBlocks<float> _values = new();

    public override string Expected => "a finite number";

    public override bool TryAppendText(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            AppendMissing();
            return true;
        }

        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && TryAppend(value);
    }

    public override bool TryAppendBytes(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty)
        {
            AppendMissing();
            return true;
        }

        if (PlainField.TryReadNumber(field, out float value))
        {
            _values.Add(value);
            return true;
        }

        return PlainField.MayBeNumber(field) && float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && TryAppend(value);
    }

    public override int AppendFields(CsvBlock block, int position, int row)
    {
        while (row < block.Rows)
        {
            var values = _values.Free(block.Rows - row);
            int read = PlainField.ReadNumbers(block, position, row, values);
            _values.Took(read);
            row += read;
            if (read == values.Length) continue;
            if (!TryAppendBytes(block.Field(row, position))) break;
            row++;
        }

        return row;
    }

    public override bool TryAppendValue(object? value) => value switch
    {
        null or DBNull => TryAppend(float.NaN),
        string text => TryAppendText(text),
        bool truth => TryAppend(truth ? 1 : 0),
        DateTime or DateTimeOffset or DateOnly or TimeSpan or Guid or char => false,
        IConvertible convertible => TryAppend(convertible.ToSingle(CultureInfo.InvariantCulture)),
        _ => false,
    };

    /// <summary>Appends a number; false, and nothing appended, when it is infinite.</summary>
    public bool TryAppend(float? value)
    {
        if (value is { } number && float.IsInfinity(number)) return false;
        _values.Add(value ?? float.NaN);
        return true;
    }

    public override void AppendMissing() => _values.Add(float.NaN);

    public override Column Build() => new NumberColumn(_values.Drain());
}
