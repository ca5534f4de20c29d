namespace DeepRec.Encoders;

/// <summary>Vectors of a table that is learned, each times a share, summed: what is linear in the table, and so may be multiplied by weights before it is summed.</summary>
internal abstract class FusedVectors(EmbeddingTable table) : FusedInput
{
    /// <summary>The table.</summary>
    protected FusedTable Table { get; } = new(table);

    public sealed override int Width { get; } = table.Dimension;

    public sealed override MemoryGradient Gradient => Table.Gradient;

    /// <summary>The gradient of the vectors that a step meets.</summary>
    public RowGradient Rows => Table.Rows;

    /// <summary>The table itself. [V, D]</summary>
    public MatrixView Weight => MatrixView.Of(Table.Weight, Rows.TableRows, Width);

    public abstract override double SquaredShare(int row);

    /// <summary>Adds the sums of rows, of the table's vectors or of others in their places.</summary>
    /// <param name="rows">[n], places among the training rows.</param>
    /// <param name="vectors">[V, H].</param>
    /// <param name="sums">[n, H].</param>
    public abstract void Add(ReadOnlySpan<int> rows, MatrixView vectors, MatrixView sums);

    /// <summary>Takes the gradient of those sums to the vectors.</summary>
    /// <param name="rows">Those that were gathered or added last.</param>
    /// <param name="gradient">[n, H].</param>
    /// <param name="vectors">V rows of H.</param>
    public abstract void AddBack(ReadOnlySpan<int> rows, MatrixView gradient, RowGradient vectors);

    public sealed override void Scatter(ReadOnlySpan<int> rows, MatrixView gradient) => AddBack(rows, gradient, Rows);
}
