namespace DeepRec.Encoders;

/// <summary>The vectors of several ids, summed and divided as a <see cref="BagPooling"/> says; an empty bag is zero.</summary>
internal sealed class BagReader(EmbeddingTable table, BagPooling pooling) : RowReader
{
    private readonly TensorRows _table = new(table.Weight);
    private readonly MatrixKernels _kernels = MatrixKernels.Best;

    public override int Width => _table.Width;

    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x)
    {
        x.Clear();
        foreach (int id in ids) _kernels.AddScaled(1, _table[id], x);
        float divisor = FusedBag.Divisor(ids.Length, pooling);
        for (int d = 0; d < x.Length; d++) x[d] /= divisor;
    }

    public override void Dispose()
    {
        _table.Dispose();
        base.Dispose();
    }
}
