namespace DeepRec.Encoders;

/// <summary>The vectors of several ids a row, summed and divided as a <see cref="BagPooling"/> says; an empty bag is zero.</summary>
internal sealed class FusedBag(EmbeddingTable table, IdBagColumn column, BagPooling pooling) : FusedVectors(table)
{
    private readonly MatrixKernels _kernels = MatrixKernels.Best;

    public override double SquaredShare(int row)
    {
        var bag = Bag(row);
        double share = 1 / BagReader.Divisor(bag.Length, pooling), sum = 0;
        foreach (int id in bag) sum += bag.Count(id); // over v, m_v times m_v
        return sum * share * share;
    }

    public override void Gather(ReadOnlySpan<int> rows, MatrixView x)
    {
        if (Rows.Needed is not null) foreach (int row in rows) Rows.Needed(Bag(row));
        for (int i = 0; i < rows.Length; i++) x[i].Clear();
        Add(rows, Weight, x);
    }

    public override void Add(ReadOnlySpan<int> rows, MatrixView vectors, MatrixView sums)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            var bag = Bag(rows[i]);
            float share = 1 / BagReader.Divisor(bag.Length, pooling);
            foreach (int id in bag) _kernels.AddScaled(share, vectors[id], sums[i]);
        }
    }

    public override void AddBack(ReadOnlySpan<int> rows, MatrixView gradient, RowGradient vectors)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            var bag = Bag(rows[i]);
            float share = 1 / BagReader.Divisor(bag.Length, pooling);
            foreach (int id in bag) _kernels.AddScaled(share, gradient[i], vectors[id]);
        }
    }

    private ReadOnlySpan<int> Bag(int row) => column.Ids[column.Offsets[row]..column.Offsets[row + 1]];
}
