using DeepRec.Preprocessing;

namespace DeepRec.Onnx;

/// <summary>
/// The encoded columns that a graph is fed, each once and only where it is read: ids [batch]; bags [batch, length], short rows filled up by id 0; numbers
/// [batch, width], a missing one as NaN; vectors [batch, width], of a row without one all NaN.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="known">Rows that are part of the file, such as a catalogue; <see langword="null"/> where columns are fed.</param>
internal sealed class ColumnInputs(OnnxGraph graph, Dataset? known = null)
{
    private const string Batch = "batch";
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<(string Input, FeatureInput Column)> _fed = [];

    /// <summary>What is fed, and which column each is.</summary>
    public IReadOnlyList<(string Input, FeatureInput Column)> Fed => _fed;

    /// <summary>One id a row, [B].</summary>
    public string Ids(FeatureInput input) => Once(input, () => Feed(input, OnnxType.Int64, Batch));

    /// <summary>Several ids a row, [B, L]; 0 is none.</summary>
    public string Bag(FeatureInput input) => Once(input, () => Feed(input, OnnxType.Int64, Batch, $"ids of {input.Name}"));

    /// <summary>Numbers [B, width], those that are missing replaced.</summary>
    public string Numbers(FeatureInput input) => Once(input, () =>
    {
        string raw = Feed(input, OnnxType.Float, Batch, input.Size);
        return graph.Op("Where", graph.Op("IsNaN", raw), graph.Floats([.. input.Fallback], 1, input.Size), raw);
    });

    /// <summary>Vectors [B, width], as they are fed.</summary>
    public string Vectors(FeatureInput input) => Once(input, () => Feed(input, OnnxType.Float, Batch, input.Size));

    private string Feed(FeatureInput column, OnnxType type, params ReadOnlySpan<object> shape)
    {
        if (known is not null) return Store(column.Name, known[column.Name]);
        string name = graph.Input(column.Name, type, shape);
        _fed.Add((name, column));
        return name;
    }

    // The same in the file.
    private string Store(string name, Column column)
    {
        name = $"catalogue {name}";
        switch (column)
        {
            case IdColumn ids: return graph.Ids(name, Array.ConvertAll(ids.Ids.ToArray(), id => (long)id), ids.Count);
            case IdBagColumn bags:
                int widest = 1;
                for (int row = 0; row < bags.Count; row++) widest = Math.Max(widest, bags.Offsets[row + 1] - bags.Offsets[row]);
                var padded = new long[checked(bags.Count * widest)]; // [rows, L]
                for (int row = 0; row < bags.Count; row++) for (int i = bags.Offsets[row]; i < bags.Offsets[row + 1]; i++) padded[(row * widest) + i - bags.Offsets[row]] = bags.Ids[i];
                return graph.Ids(name, padded, bags.Count, widest);
            case NumberColumn numbers: return graph.Weight(name, numbers.Values, numbers.Count, numbers.Width);
            case VectorColumn vectors:
                var values = new float[checked(vectors.Count * vectors.Width)]; // [rows, W]
                values.AsSpan().Fill(float.NaN);
                for (int row = 0; row < vectors.Count; row++) if (!vectors.IsMissing(row)) vectors.VectorOf(vectors.Codes[row]).CopyTo(values.AsSpan(row * vectors.Width));
                return graph.Weight(name, values, vectors.Count, vectors.Width);
            default: throw new NotSupportedException($"An encoded column cannot be a {column.GetType().Name}.");
        }
    }

    private string Once(FeatureInput input, Func<string> make)
    {
        if (!_values.TryGetValue(input.Name, out string? value)) _values.Add(input.Name, value = make());
        return value;
    }
}
