namespace DeepRec.Encoders;

/// <summary>One vector of a table a row.</summary>
internal sealed class FusedLookup(EmbeddingTable table, IdColumn column) : FusedVectors(table)
{
    private readonly MatrixKernels _kernels = MatrixKernels.Best;
    private FusedColumns? _columns;
    private int _place;

    /// <summary>The ids of all rows.</summary>
    public IdColumn Column => column;

    /// <summary>Where those of a block of rows have been read before it is gathered. Before the first step.</summary>
    public void ReadFrom(FusedColumns columns) => (_columns, _place) = (columns, columns.PlaceOf(column));

    public override double SquaredShare(int row) => 1;

    public override void Gather(ReadOnlySpan<int> rows, MatrixView x)
    {
        Rows.Needed?.Invoke(Ids);
        _kernels.TakeRows(Weight, Ids, x);
    }

    public override void Add(ReadOnlySpan<int> rows, MatrixView vectors, MatrixView sums) => _kernels.AddRows(vectors, Ids, sums);

    public override void AddBack(ReadOnlySpan<int> rows, MatrixView gradient, RowGradient vectors) => vectors.Add(Ids, gradient, _kernels);

    /// <summary>Those of the block of rows that was read last. [n]</summary>
    public ReadOnlySpan<int> Ids => _columns!.Ids(_place);
}
