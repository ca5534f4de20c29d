namespace DeepRec.Encoders;

/// <summary>A table's memory, and the gradient of those of its rows that a step meets.</summary>
internal sealed class FusedTable
{
    private int[] _ids = [];
    private int _count;

    public FusedTable(EmbeddingTable table)
    {
        Rows = new RowGradient(table.Cardinality, table.Dimension);
        Gradient = new MemoryGradient(table.Weight, All: null, Rows);
    }

    public MemoryGradient Gradient { get; }

    /// <summary>The rows of that gradient.</summary>
    public RowGradient Rows { get; }

    /// <summary>[V × D].</summary>
    public Span<float> Weight => TensorMemory.Span<float>(Gradient.Parameter);

    /// <summary>The ids of rows. Read in one go, as memory answers for many at a time; reading between other work would wait for each.</summary>
    /// <param name="column">The ids of all rows.</param>
    /// <param name="rows">[n], places in the column.</param>
    public ReadOnlySpan<int> Ids(ReadOnlySpan<int> column, ReadOnlySpan<int> rows)
    {
        if (_ids.Length < rows.Length) _ids = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) _ids[i] = column[rows[i]];
        _count = rows.Length;
        return Last;
    }

    /// <summary>What <see cref="Ids"/> gave last.</summary>
    public ReadOnlySpan<int> Last => _ids.AsSpan(0, _count);
}
