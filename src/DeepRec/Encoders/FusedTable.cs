namespace DeepRec.Encoders;

/// <summary>A table's memory, and the gradient of those of its rows that a step meets.</summary>
internal sealed class FusedTable
{
    private readonly MatrixKernels _kernels = MatrixKernels.Best;
    private readonly RowGradient _rows;

    public FusedTable(EmbeddingTable table)
    {
        _rows = new RowGradient(table.Cardinality, table.Dimension);
        Gradient = new MemoryGradient(table.Weight, All: null, _rows);
    }

    public MemoryGradient Gradient { get; }

    /// <summary>[V × D].</summary>
    public Span<float> Weight => TensorMemory.Span<float>(Gradient.Parameter);

    /// <summary>Adds to the gradient of a row.</summary>
    public void Add(int row, float factor, ReadOnlySpan<float> gradient) => _kernels.AddScaled(factor, gradient, _rows[row]);
}
