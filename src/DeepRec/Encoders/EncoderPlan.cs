namespace DeepRec.Encoders;

/// <summary>What an encoder is, said without tensors: from its options and its input, before there are weights. It asks the budget of a file as the encoder does.</summary>
/// <param name="Width">D, the length of a row's vector.</param>
/// <param name="Weights">What it saves, named within the encoder; empty where nothing is learned.</param>
/// <param name="Read">What reads rows by those tensors, which are found by their names.</param>
internal sealed record EncoderPlan(int Width, IReadOnlyList<WeightShape> Weights, Func<Func<string, NamedArray>, RowReader> Read)
{
    private const string TableName = "table.weight";

    /// <summary>Of an encoder that learns nothing.</summary>
    public static EncoderPlan OfNothing(int width, Func<RowReader> read) => new(width, [], _ => read());

    /// <summary>Of a table [V, D] whose rows are looked up.</summary>
    public static EncoderPlan OfTable(int cardinality, int dimension, Func<TableRows, RowReader> read)
    {
        WeightBudget.Take("a table", cardinality, dimension);
        return new EncoderPlan(dimension, [new WeightShape(TableName, ElementType.Float32, cardinality, dimension)], weights => read(new TableRows(weights(TableName))));
    }

    /// <summary>What an input's encoder is called among the weights. Dots divide names in a state dictionary; no two inputs may get one name.</summary>
    public static string SafeName(string input) => input.Replace("%", "%25", StringComparison.Ordinal).Replace(".", "%2E", StringComparison.Ordinal);
}
