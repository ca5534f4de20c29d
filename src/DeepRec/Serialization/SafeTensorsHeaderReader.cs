using System.Text.Json;

namespace DeepRec;

/// <summary>
/// Walks the header token by token. A JSON document would silently keep the last of two members with one name; here the second is refused.
/// </summary>
internal ref struct SafeTensorsHeaderReader(ReadOnlySpan<byte> json, SafeTensorsLimits limits)
{
    private const int Depth = 3; // the file, a tensor, its shape

    private readonly SafeTensorsLimits _limits = limits;
    private Utf8JsonReader _json = new(json, new JsonReaderOptions { MaxDepth = Depth });

    public SafeTensorsHeader Read()
    {
        var entries = new List<SafeTensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        Next(); // {
        while (Next() != JsonTokenType.EndObject)
        {
            var name = _json.GetString()!;
            if (!names.Add(name))
                throw new InvalidBundleException($"The header names '{Shown(name)}' twice.");
            if (Next() != JsonTokenType.StartObject)
                throw new InvalidBundleException($"The header's '{Shown(name)}' is not an object.");
            if (name == SafeTensorsHeader.MetadataKey)
                ReadMetadata(metadata);
            else
                entries.Add(ReadTensor(name));
        }
        if (_json.Read())
            throw new InvalidBundleException("The header goes on after its closing brace.");
        entries.Sort(SafeTensorsHeader.Compare);
        return new SafeTensorsHeader(entries, metadata);
    }

    private void ReadMetadata(Dictionary<string, string> metadata)
    {
        while (Next() != JsonTokenType.EndObject)
        {
            var key = _json.GetString()!;
            if (Next() != JsonTokenType.String)
                throw new InvalidBundleException($"Metadata '{Shown(key)}' is not a string.");
            if (!metadata.TryAdd(key, _json.GetString()!))
                throw new InvalidBundleException($"Metadata '{Shown(key)}' is given twice.");
        }
    }

    private SafeTensorsEntry ReadTensor(string name)
    {
        ElementType? type = null;
        long[]? shape = null, offsets = null;
        while (Next() != JsonTokenType.EndObject)
        {
            var member = _json.GetString()!;
            Next();
            switch (member)
            {
                case "dtype" when type is null:
                    type = ReadType(name);
                    break;
                case "shape" when shape is null:
                    shape = ReadIntegers(name, member, _limits.Axes);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadIntegers(name, member, 2);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw new InvalidBundleException($"Tensor '{Shown(name)}' gives '{member}' twice.");
                default:
                    throw new InvalidBundleException($"Tensor '{Shown(name)}' has the unknown member '{Shown(member)}'.");
            }
        }
        if (type is null || shape is null || offsets is not [var begin, var end])
            throw new InvalidBundleException($"Tensor '{Shown(name)}' needs 'dtype', 'shape' and two 'data_offsets'.");
        return new SafeTensorsEntry(name, type.Value, shape, begin, end);
    }

    private ElementType ReadType(string name)
    {
        var text = _json.TokenType == JsonTokenType.String ? _json.GetString() : null;
        return ElementTypes.Parse(text)
            ?? throw new InvalidBundleException($"Tensor '{Shown(name)}' has the type '{Shown(text ?? _json.TokenType.ToString())}'; F32, F64, I32, I64 and U8 are read.");
    }

    private long[] ReadIntegers(string name, string member, int maximumCount)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
            throw new InvalidBundleException($"Tensor '{Shown(name)}' has a '{member}' that is not an array.");
        var values = new long[maximumCount];
        int count = 0;
        while (Next() != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var value) || value < 0)
                throw new InvalidBundleException($"Tensor '{Shown(name)}' has a '{member}' that is not made of whole numbers from 0.");
            if (count == maximumCount)
                throw new InvalidBundleException($"Tensor '{Shown(name)}' has more than {maximumCount} numbers in its '{member}'.");
            values[count++] = value;
        }
        return values.AsSpan(0, count).ToArray();
    }

    private JsonTokenType Next() => _json.Read() ? _json.TokenType : throw new JsonException("It ends too early.");

    // A name may be as long as the header; a message should not be.
    private static string Shown(string text) => text.Length <= 100 ? text : $"{text.AsSpan(0, 100)}…";
}
