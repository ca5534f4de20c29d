using System.Globalization;

namespace DeepRec;

/// <summary>
/// Reads JSON as the library writes most of it: ASCII, and sound. The framework's reader knows all of it, but takes some milliseconds to be loaded and compiled when a program starts,
/// and so is asked only where this one gives up.
/// </summary>
/// <param name="json">The bytes.</param>
internal ref struct PlainJson(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private char[] _text = [];
    private int _at;

    /// <summary>The tree; <see langword="null"/> where the text is another than ASCII, no sound JSON, goes too deep, or names a member twice.</summary>
    public JsonTree? Read() => Read(Json.MaxDepth) is { } tree && Next() < 0 ? tree : null;

    private JsonTree? Read(int depth)
    {
        switch (Next())
        {
            case '{': return depth > 0 ? ReadObject(depth - 1) : null;
            case '[': return depth > 0 ? ReadArray(depth - 1) : null;
            case '"': return ReadText() is { } text ? new JsonTree(JsonKind.Text) { Text = text } : null;
            case 't': return Skip("true"u8) ? new JsonTree(JsonKind.True) : null;
            case 'f': return Skip("false"u8) ? new JsonTree(JsonKind.False) : null;
            case 'n': return Skip("null"u8) ? new JsonTree(JsonKind.Null) : null;
            default: return ReadNumber() is { } number ? new JsonTree(JsonKind.Number) { Text = number } : null;
        }
    }

    private JsonTree? ReadObject(int depth)
    {
        var members = new Dictionary<string, JsonTree>(StringComparer.Ordinal);
        _at++;
        if (Next() == '}')
        {
            _at++;
            return new JsonTree(JsonKind.Object) { Members = members };
        }

        while (Next() == '"')
        {
            if (ReadText() is not { } name || Next() != ':') return null;
            _at++;
            if (Read(depth) is not { } member || !members.TryAdd(name, member)) return null;
            int end = Next();
            _at++;
            if (end == '}') return new JsonTree(JsonKind.Object) { Members = members };
            if (end != ',') return null;
        }

        return null;
    }

    private JsonTree? ReadArray(int depth)
    {
        var items = new List<JsonTree>();
        _at++;
        if (Next() == ']')
        {
            _at++;
            return new JsonTree(JsonKind.Array) { Items = items };
        }

        while (Read(depth) is { } item)
        {
            items.Add(item);
            int end = Next();
            _at++;
            if (end == ']') return new JsonTree(JsonKind.Array) { Items = items };
            if (end != ',') return null;
        }

        return null;
    }

    // From a quote to behind the next.
    private string? ReadText()
    {
        if (_text.Length == 0) _text = new char[_json.Length];
        int length = 0;
        for (_at++; _at < _json.Length; _at++)
        {
            char letter = (char)_json[_at];
            if (letter == '"')
            {
                _at++;
                return new string(_text, 0, length);
            }

            if (letter == '\\' && !TryUnescape(out letter)) return null;
            else if (_json[_at] is < (byte)' ' or > 126) return null;
            _text[length++] = letter;
        }

        return null;
    }

    // A backslash and what follows it, up to the last of that. Halves of pairs are left to others.
    private bool TryUnescape(out char letter)
    {
        letter = default;
        if (++_at >= _json.Length) return false;
        int found = "\"\\/bfnrt"u8.IndexOf(_json[_at]);
        if (found >= 0) letter = "\"\\/\b\f\n\r\t"[found];
        if (found >= 0 || _json[_at] != 'u' || _at + 4 >= _json.Length) return found >= 0;
        if (!ushort.TryParse(_json.Slice(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code) || char.IsSurrogate((char)code)) return false;
        (letter, _at) = ((char)code, _at + 4);
        return true;
    }

    // -? (0 | 1-9 0-9*) (. 0-9+)? ([eE] [+-]? 0-9+)?
    private string? ReadNumber()
    {
        int start = _at;
        if (Here() == '-') _at++;
        if (Here() == '0') _at++;
        else if (!SkipDigits()) return null;
        if (Here() == '.')
        {
            _at++;
            if (!SkipDigits()) return null;
        }

        if (Here() is 'e' or 'E')
        {
            _at++;
            if (Here() is '+' or '-') _at++;
            if (!SkipDigits()) return null;
        }

        var digits = new char[_at - start];
        for (int i = 0; i < digits.Length; i++) digits[i] = (char)_json[start + i];
        return new string(digits);
    }

    private bool SkipDigits()
    {
        int start = _at;
        while (Here() is >= '0' and <= '9') _at++;
        return _at > start;
    }

    private bool Skip(ReadOnlySpan<byte> word)
    {
        if (!_json[_at..].StartsWith(word)) return false;
        _at += word.Length;
        return true;
    }

    // The next byte that is no blank, or −1.
    private int Next()
    {
        while (Here() is ' ' or '\n' or '\r' or '\t') _at++;
        return Here();
    }

    private readonly int Here() => _at < _json.Length ? _json[_at] : -1;
}
