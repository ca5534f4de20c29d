namespace DeepRec.Encoders;

/// <summary>The sum of the vectors of a row's ids, times a share.</summary>
internal abstract class TableReader(EmbeddingTable table) : RowReader
{
    /// <summary>The vectors. [V, D]</summary>
    public TensorRows Table { get; } = new(table.Weight);

    public override int Width => Table.Width;

    /// <summary>What the sum of some ids is divided by.</summary>
    public abstract float Divisor(int ids);

    public override void Dispose()
    {
        Table.Dispose();
        base.Dispose();
    }
}
