namespace DeepRec;

/// <summary>Gives each distinct text a code in order of first appearance. Not for several threads.</summary>
internal sealed class TextInterner
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _values = [];
    private Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>? _lookup; // made when it is needed: it has to be compiled then

    /// <summary>The texts so far, copied.</summary>
    public string[] Values => [.. _values];

    /// <summary>The text that got the highest code.</summary>
    public string Last => _values[^1];

    public int CodeOf(ReadOnlySpan<char> text)
    {
        _lookup ??= _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        return _lookup.Value.TryGetValue(text, out int code) ? code : Add(text.ToString());
    }

    public int CodeOf(string text) => _codes.TryGetValue(text, out int code) ? code : Add(text);

    private int Add(string value)
    {
        int code = _values.Count;
        _codes.Add(value, code);
        _values.Add(value);
        return code;
    }
}
