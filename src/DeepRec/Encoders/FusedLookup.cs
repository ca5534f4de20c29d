namespace DeepRec.Encoders;

/// <summary>One vector of a table a row.</summary>
internal sealed class FusedLookup(EmbeddingTable table, IdColumn column) : FusedVectors(table)
{
    private readonly MatrixKernels _kernels = MatrixKernels.Best;

    public override void Gather(ReadOnlySpan<int> rows, MatrixView x)
    {
        var ids = Table.Ids(column.Ids, rows);
        Rows.Needed?.Invoke(ids);
        var weight = Table.Weight;
        for (int i = 0; i < ids.Length; i++) weight.Slice(ids[i] * Width, Width).CopyTo(x[i]);
    }

    public override void Add(ReadOnlySpan<int> rows, MatrixView vectors, MatrixView sums) => _kernels.AddRows(vectors, Table.Ids(column.Ids, rows), sums);

    public override void AddBack(ReadOnlySpan<int> rows, MatrixView gradient, RowGradient vectors) => vectors.Add(Table.Last, gradient, _kernels);
}
