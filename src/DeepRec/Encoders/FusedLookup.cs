namespace DeepRec.Encoders;

/// <summary>One vector of a table a row.</summary>
internal sealed class FusedLookup(EmbeddingTable table, IdColumn column) : FusedInput
{
    private readonly FusedTable _table = new(table);

    public override int Width => table.Dimension;

    public override MemoryGradient Gradient => _table.Gradient;

    public override void Gather(ReadOnlySpan<int> rows, MatrixView x)
    {
        var weight = _table.Weight;
        var ids = column.Ids;
        for (int i = 0; i < rows.Length; i++) weight.Slice(ids[rows[i]] * Width, Width).CopyTo(x[i]);
    }

    public override void Scatter(ReadOnlySpan<int> rows, MatrixView gradient)
    {
        var ids = column.Ids;
        for (int i = 0; i < rows.Length; i++) _table.Add(ids[rows[i]], 1, gradient[i]);
    }
}
