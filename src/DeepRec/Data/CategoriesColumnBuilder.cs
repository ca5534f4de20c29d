using System.Collections;
using System.Globalization;

namespace DeepRec;

/// <summary>Collects several categories a row, from one text with a separator or from a collection. Empty parts are dropped, repeats within a row kept once.</summary>
internal sealed class CategoriesColumnBuilder(char separator) : ColumnBuilder
{
    private readonly List<int> _offsets = [0];
    private readonly List<int> _codes = [];
    private readonly TextInterner _texts = new();
    private readonly FieldCodes _fields = new(); // the first row of the same bytes

    public override string Expected => $"categories separated by '{separator}'";

    public override bool TryAppendText(ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split(separator)) Add(text[part]);
        _offsets.Add(_codes.Count);
        return true;
    }

    public override bool TryAppendBytes(ReadOnlySpan<byte> field)
    {
        if (!field.IsEmpty)
        {
            if (!_fields.TryGet(field, out int row)) return false;
            for (int i = _offsets[row]; i < _offsets[row + 1]; i++) _codes.Add(_codes[i]);
        }

        _offsets.Add(_codes.Count);
        return true;
    }

    public override void Remember(ReadOnlySpan<byte> field) => _fields.Add(field, _offsets.Count - 2, _offsets.Count - 1);

    public override bool TryAppendValue(object? value)
    {
        switch (value)
        {
            case null or DBNull: AppendMissing(); return true;
            case string text: return TryAppendText(text);
            case byte[]: return false;
            case IEnumerable values: AppendValues(values.Cast<object?>().Select(v => Convert.ToString(v, CultureInfo.InvariantCulture))); return true;
            default: return TryAppendText(Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    public void AppendValues(IEnumerable<string?> values)
    {
        foreach (string? value in values) Add(value);
        _offsets.Add(_codes.Count);
    }

    public override void AppendMissing() => _offsets.Add(_codes.Count);

    public override Column Build() => new CategoriesColumn([.. _offsets], [.. _codes], _texts.Values);

    private void Add(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty) return;
        int code = _texts.CodeOf(text);
        for (int i = _offsets[^1]; i < _codes.Count; i++) if (_codes[i] == code) return;
        _codes.Add(code);
    }
}
