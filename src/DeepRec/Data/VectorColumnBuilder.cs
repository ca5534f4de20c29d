using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>Collects vectors, keeping each distinct one once. Missing is blank, null or empty. The first vector sets the width where none is stated.</summary>
internal sealed class VectorColumnBuilder(int width, bool isStated, char separator) : ColumnBuilder
{
    private readonly List<int> _codes = [];
    private readonly List<float> _values = [];
    private readonly List<float> _parsed = [];

    // The last code of each hash; of each code the one before it with the same hash.
    private readonly Dictionary<int, int> _lastOfHash = [];
    private readonly List<int> _before = [];
    private int _width = width;
    private string _problem = "";

    public override string Expected => _width == 0
        ? $"a vector of finite numbers{_problem}"
        : string.Create(CultureInfo.InvariantCulture, $"a vector of {_width} finite numbers{(isStated ? "" : ", as many as the first row with a vector has")}{_problem}");

    public override string Cure => _width == 0
        ? $"Separate numbers by '{separator}' (Separator states another character) or write a JSON array, or leave the value blank."
        : string.Create(CultureInfo.InvariantCulture, $"Give the row {_width} numbers separated by '{separator}' (Separator states another character) or as a JSON array, leave it blank where there is no vector, or state the right width with Feature.Vector.");

    public override bool TryAppendText(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        char between = separator;
        if (text is ['[', .., ']'])
        {
            text = text[1..^1].Trim();
            between = ',';
        }

        if (text.IsEmpty)
        {
            AppendMissing();
            return true;
        }

        _parsed.Clear();
        foreach (var range in text.Split(between))
        {
            var part = text[range].Trim();
            if (part.IsEmpty && between == ' ') continue;
            if (!float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)) return Refuse($": '{part.ToString()}' is no number");
            _parsed.Add(value);
        }

        return TryAppend(CollectionsMarshal.AsSpan(_parsed));
    }

    public override bool TryAppendValue(object? value)
    {
        switch (value)
        {
            case null or DBNull: AppendMissing(); return true;
            case string text: return TryAppendText(text);
            case float[] floats: return TryAppend(floats);
            case double[] doubles: return TryAppend(Array.ConvertAll(doubles, number => (float)number));
            case ReadOnlyMemory<float> memory: return TryAppend(memory.Span);
            case Memory<float> memory: return TryAppend(memory.Span);
            case IEnumerable<float> floats: return TryAppend([.. floats]);
            case IEnumerable<double> doubles: return TryAppend([.. doubles.Select(number => (float)number)]);
            default: return Refuse("");
        }
    }

    /// <summary>Appends a vector; false, and nothing appended, when its length or a number does not suit.</summary>
    public bool TryAppend(ReadOnlySpan<float> vector)
    {
        if (vector.IsEmpty)
        {
            AppendMissing();
            return true;
        }

        for (int i = 0; i < vector.Length; i++)
        {
            if (!float.IsFinite(vector[i])) return Refuse(string.Create(CultureInfo.InvariantCulture, $": number {i + 1} is {vector[i]}"));
        }

        if (_width > 0 && vector.Length != _width) return Refuse(string.Create(CultureInfo.InvariantCulture, $": it has {vector.Length}"));
        _width = vector.Length;
        _codes.Add(CodeOf(vector));
        return true;
    }

    /// <summary>Appends the rows of another column.</summary>
    /// <exception cref="ArgumentException">Its vectors are of another width.</exception>
    public void AppendAll(VectorColumn column)
    {
        if (column.VectorCount > 0 && column.Width != _width) throw new ArgumentException($"Vectors of {_width} numbers and of {column.Width} cannot be one column. Read both under one width.");
        int[] codes = [.. Enumerable.Range(0, column.VectorCount).Select(code => CodeOf(column.VectorOf(code)))];
        foreach (int code in column.Codes) _codes.Add(code == VectorColumn.Missing ? code : codes[code]);
    }

    public override void AppendMissing() => _codes.Add(VectorColumn.Missing);

    public override Column Build() => new VectorColumn([.. _codes], [.. _values], _width);

    public override string? Describe(object? value) => value switch
    {
        string text => Shorten(text),
        float[] floats => Shorten(string.Join(' ', floats.Take(5).Select(v => v.ToString(CultureInfo.InvariantCulture))), floats.Length > 5),
        double[] doubles => Shorten(string.Join(' ', doubles.Take(5).Select(v => v.ToString(CultureInfo.InvariantCulture))), doubles.Length > 5),
        ReadOnlyMemory<float> memory => Describe(memory.ToArray()),
        _ => base.Describe(value),
    };

    private static string Shorten(string text, bool isCut = false) => text.Length > 60 ? $"{text.AsSpan(0, 60)}…" : isCut ? $"{text} …" : text;

    private bool Refuse(string problem)
    {
        _problem = problem;
        return false;
    }

    private int CodeOf(ReadOnlySpan<float> vector)
    {
        var hasher = new HashCode();
        hasher.AddBytes(MemoryMarshal.AsBytes(vector));
        ref int last = ref CollectionsMarshal.GetValueRefOrAddDefault(_lastOfHash, hasher.ToHashCode(), out bool isMet);
        if (!isMet) last = VectorColumn.Missing;
        var kept = CollectionsMarshal.AsSpan(_values);
        for (int code = last; code != VectorColumn.Missing; code = _before[code])
        {
            if (MemoryMarshal.AsBytes(vector).SequenceEqual(MemoryMarshal.AsBytes(kept.Slice(code * vector.Length, vector.Length)))) return code;
        }

        _before.Add(last);
        _values.AddRange(vector);
        return last = _before.Count - 1;
    }
}
