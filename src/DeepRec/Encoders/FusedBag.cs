namespace DeepRec.Encoders;

/// <summary>The vectors of several ids a row, summed and divided as a <see cref="BagPooling"/> says; an empty bag is zero.</summary>
internal sealed class FusedBag(EmbeddingTable table, IdBagColumn column, BagPooling pooling) : FusedInput
{
    private readonly FusedTable _table = new(table);
    private readonly MatrixKernels _kernels = MatrixKernels.Best;

    public override int Width => table.Dimension;

    public override MemoryGradient Gradient => _table.Gradient;

    public override void Gather(ReadOnlySpan<int> rows, MatrixView x)
    {
        var weight = _table.Weight;
        for (int i = 0; i < rows.Length; i++)
        {
            var bag = Bag(rows[i]);
            var sum = x[i];
            sum.Clear();
            foreach (int id in bag) _kernels.AddScaled(1, weight.Slice(id * Width, Width), sum);
            float divisor = BagReader.Divisor(bag.Length, pooling);
            for (int d = 0; d < sum.Length; d++) sum[d] /= divisor;
        }
    }

    public override void Scatter(ReadOnlySpan<int> rows, MatrixView gradient)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            var bag = Bag(rows[i]);
            float share = 1 / BagReader.Divisor(bag.Length, pooling);
            foreach (int id in bag) _table.Add(id, share, gradient[i]);
        }
    }

    private ReadOnlySpan<int> Bag(int row) => column.Ids[column.Offsets[row]..column.Offsets[row + 1]];
}
