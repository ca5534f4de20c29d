namespace DeepRec;

/// <summary>Gives each distinct text a code in order of first appearance. Not for several threads.</summary>
internal sealed class TextInterner
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _values = [];

    public TextInterner() => _lookup = _codes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The texts so far, copied.</summary>
    public string[] Values => [.. _values];

    /// <summary>The text that got the highest code.</summary>
    public string Last => _values[^1];

    public int CodeOf(ReadOnlySpan<char> text)
    {
        if (_lookup.TryGetValue(text, out int code)) return code;
        string value = text.ToString();
        code = _values.Count;
        _codes.Add(value, code);
        _values.Add(value);
        return code;
    }
}
