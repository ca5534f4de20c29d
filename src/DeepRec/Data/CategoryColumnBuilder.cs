using System.Globalization;

namespace DeepRec;

/// <summary>Collects categories, keeping each distinct text once; no text is allocated for a category met before.</summary>
internal sealed class CategoryColumnBuilder : ColumnBuilder
{
    private readonly ValueBlocks<int> _codes = new();
    private FieldCodes? _fields; // of fields of a file
    private readonly TextInterner _texts = new();

    public override string Expected => "a category";

    public override bool TryAppendText(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        _codes.Add(text.IsEmpty ? CategoryColumn.Missing : _texts.CodeOf(text));
        return true;
    }

    public override bool TryAppendBytes(ReadOnlySpan<byte> field)
    {
        int code = CategoryColumn.Missing;
        if (!field.IsEmpty && !(_fields ??= new FieldCodes()).TryGet(field, out code)) return false;
        _codes.Add(code);
        return true;
    }

    public override int AppendFields(CsvBlock block, int position, int row)
    {
        var fields = _fields ??= new FieldCodes();
        while (row < block.Rows)
        {
            var codes = _codes.Free(block.Rows - row);
            int read = fields.Read(block, position, row, codes);
            _codes.Took(read);
            row += read;
            if (read < codes.Length) break;
        }

        return row;
    }

    public override void Remember(ReadOnlySpan<byte> field) => (_fields ??= new FieldCodes()).Add(field, _codes[_codes.Count - 1], _codes.Count);

    public override bool TryAppendValue(object? value)
    {
        switch (value)
        {
            case null or DBNull: AppendMissing(); return true;
            case string text:
                text = text.Trim();
                _codes.Add(text.Length == 0 ? CategoryColumn.Missing : _texts.CodeOf(text));
                return true;
            case long number: Append(number); return true;
            case int number: Append(number); return true;
            case System.Collections.IEnumerable: return false;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly: return TryAppendText(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
            default: return TryAppendText(Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Appends an id or category of its own type.</summary>
    public void Append<T>(T? value)
    {
        Span<char> buffer = stackalloc char[64];
        if (value is null) AppendMissing();
        else if (value is string text) TryAppendText(text);
        else if (value is int or long or uint or ulong or short or ushort or byte or sbyte or Guid
                 && ((ISpanFormattable)value).TryFormat(buffer, out int written, default, CultureInfo.InvariantCulture)) TryAppendText(buffer[..written]);
        else TryAppendText(KeyText<T>.Format(value));
    }

    public void AppendAll(ReadOnlySpan<int> codes, IReadOnlyList<string> values)
    {
        var translated = new int[values.Count];
        for (int i = 0; i < translated.Length; i++) translated[i] = _texts.CodeOf(values[i]);
        foreach (int code in codes) _codes.Add(code == CategoryColumn.Missing ? code : translated[code]);
    }

    public override void AppendMissing() => _codes.Add(CategoryColumn.Missing);

    public override Column Build() => new CategoryColumn(_codes.Drain(), _texts.Values);
}
