namespace DeepRec.Encoders;

/// <summary>A table's memory, and the gradient of those of its rows that a step meets.</summary>
internal sealed class FusedTable
{
    public FusedTable(EmbeddingTable table)
    {
        Rows = new RowGradient(table.Cardinality, table.Dimension);
        Gradient = new MemoryGradient(table.Weight, All: null, Rows);
    }

    public MemoryGradient Gradient { get; }

    /// <summary>The rows of that gradient.</summary>
    public RowGradient Rows { get; }

    /// <summary>[V × D].</summary>
    public Span<float> Weight => Gradient.Weights;
}
