using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Gathers rows of encoded columns into tensors: one gather a column, straight into the tensor's memory.</summary>
internal sealed class BatchSource
{
    private readonly (FeatureInput Input, Column Column)[] _inputs;
    private readonly NumberColumn? _label;

    /// <param name="encoded">Rows as they leave the pipeline.</param>
    /// <param name="inputs">The columns to gather.</param>
    /// <exception cref="ArgumentException">A column is absent or encoded otherwise.</exception>
    public BatchSource(Dataset encoded, IReadOnlyList<FeatureInput> inputs)
    {
        Count = encoded.Count;
        _inputs = [.. inputs.Select(input => (input, Check(encoded, input)))];
        _label = encoded.Schema.Label is { } label ? encoded.Column<NumberColumn>(label.Name) : null;
    }

    /// <summary>The rows' weights, mean 1. Shape [rows], or empty.</summary>
    public float[] Weights { get; init; } = [];

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>The rows at the given positions, in the current dispose scope. A negative one is a row of padding: id 0, numbers of 0, an empty bag, no vector; rows with a label have none.</summary>
    public FeatureBatch Gather(ReadOnlySpan<int> rows)
    {
        var dense = new Dictionary<string, Tensor>(_inputs.Length, StringComparer.Ordinal);
        var bags = new Dictionary<string, IdBag>(StringComparer.Ordinal);
        var vectors = new Dictionary<string, VectorRows>(StringComparer.Ordinal);
        foreach (var (input, column) in _inputs)
        {
            switch (column)
            {
                case IdColumn ids: dense.Add(input.Name, GatherIds(ids, rows)); break;
                case VectorColumn found: vectors.Add(input.Name, VectorRows.Gather(found, input.Size, rows)); break;
                case NumberColumn numbers: dense.Add(input.Name, GatherNumbers(numbers, input.Fallback, rows)); break;
                case IdBagColumn bag: bags.Add(input.Name, GatherBag(bag, rows)); break;
            }
        }

        return new FeatureBatch(rows.Length, dense, bags, _label is null ? null : GatherNumbers(_label.Values, rows), Weights.Length == 0 ? null : new BatchWeights(GatherNumbers(Weights, rows))) { VectorInputs = vectors };
    }

    /// <summary>The column of an input.</summary>
    /// <exception cref="ArgumentException">It is absent or encoded otherwise.</exception>
    internal static Column Check(Dataset encoded, FeatureInput input)
    {
        var column = encoded[input.Name];
        bool suits = (column, input.Kind) switch
        {
            (IdColumn ids, FeatureInputKind.Id) => ids.Cardinality == input.Size,
            (IdBagColumn bag, FeatureInputKind.IdBag) => bag.Cardinality == input.Size,
            (VectorColumn vectors, FeatureInputKind.Vector) => vectors.Width == input.Size || vectors.Width == 0,
            (NumberColumn numbers, FeatureInputKind.Number) => numbers.Width == input.Size,
            _ => false,
        };
        return suits ? column : throw new ArgumentException($"Column '{input.Name}' is not the {input.Kind} of size {input.Size} that the model was built for. Transform the rows with the model's own pipeline.");
    }

    private static Tensor GatherIds(IdColumn column, ReadOnlySpan<int> rows)
    {
        var tensor = empty(rows.Length, ScalarType.Int64); // [B]
        var target = TensorMemory.Span<long>(tensor);
        var ids = column.Ids;
        for (int i = 0; i < target.Length; i++) target[i] = rows[i] < 0 ? 0 : ids[rows[i]];
        return tensor;
    }

    private static Tensor GatherNumbers(NumberColumn column, IReadOnlyList<float> fallback, ReadOnlySpan<int> rows)
    {
        int width = column.Width;
        var tensor = empty(rows.Length, width, ScalarType.Float32); // [B, width]
        var target = TensorMemory.Span<float>(tensor);
        var values = column.Values;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int k = 0; k < width; k++)
            {
                float value = rows[i] < 0 ? 0 : values[rows[i] * width + k];
                target[i * width + k] = float.IsNaN(value) ? fallback[k] : value;
            }
        }

        return tensor;
    }

    private static IdBag GatherBag(IdBagColumn column, ReadOnlySpan<int> rows)
    {
        var offsets = column.Offsets;
        int total = 0;
        foreach (int row in rows) total += row < 0 ? 0 : offsets[row + 1] - offsets[row];

        Tensor ids = empty(total, ScalarType.Int64), owners = empty(total, ScalarType.Int64), lengths = empty(rows.Length, ScalarType.Float32); // [N], [N], [B]
        Span<long> idTarget = TensorMemory.Span<long>(ids), ownerTarget = TensorMemory.Span<long>(owners);
        var lengthTarget = TensorMemory.Span<float>(lengths);
        int position = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            var bag = rows[i] < 0 ? [] : column.Ids[offsets[rows[i]]..offsets[rows[i] + 1]];
            lengthTarget[i] = bag.Length;
            foreach (int id in bag)
            {
                idTarget[position] = id;
                ownerTarget[position++] = i;
            }
        }

        return new IdBag(ids, owners, lengths);
    }

    private static Tensor GatherNumbers(ReadOnlySpan<float> values, ReadOnlySpan<int> rows)
    {
        var tensor = empty(rows.Length, ScalarType.Float32); // [B]
        var target = TensorMemory.Span<float>(tensor);
        for (int i = 0; i < target.Length; i++) target[i] = values[rows[i]];
        return tensor;
    }
}
