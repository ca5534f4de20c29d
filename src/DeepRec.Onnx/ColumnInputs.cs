using DeepRec.Preprocessing;

namespace DeepRec.Onnx;

/// <summary>
/// The encoded columns that a graph is fed, each once and only where it is read: ids [batch]; bags [batch, length], short rows filled up by id 0; numbers
/// [batch, width], a missing one as NaN; vectors [batch, width], of a row without one all NaN.
/// </summary>
internal sealed class ColumnInputs(OnnxGraph graph)
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
        string name = graph.Input(column.Name, type, shape);
        _fed.Add((name, column));
        return name;
    }

    private string Once(FeatureInput input, Func<string> make)
    {
        if (!_values.TryGetValue(input.Name, out string? value)) _values.Add(input.Name, value = make());
        return value;
    }
}
