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
        var ids = _table.Ids(column.Ids, rows);
        for (int i = 0; i < ids.Length; i++) weight.Slice(ids[i] * Width, Width).CopyTo(x[i]);
    }

    public override void Scatter(ReadOnlySpan<int> rows, MatrixView gradient)
    {
        var ids = _table.Ids(column.Ids, rows);
        for (int i = 0; i < ids.Length; i++) _table.Add(ids[i], 1, gradient[i]);
    }
}
