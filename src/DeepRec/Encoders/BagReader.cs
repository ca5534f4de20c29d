namespace DeepRec.Encoders;

/// <summary>The vectors of several ids, summed and divided as a <see cref="BagPooling"/> says; an empty bag is zero.</summary>
internal sealed class BagReader(TableRows table, BagPooling pooling) : TableReader(table)
{
    private readonly MatrixKernels _kernels = MatrixKernels.Starting;

    public override float Divisor(int ids) => Divisor(ids, pooling);

    internal static float Divisor(int ids, BagPooling pooling) => pooling switch
    {
        BagPooling.Mean => Math.Max(1, ids),
        BagPooling.SquareRoot => MathF.Sqrt(Math.Max(1, ids)),
        _ => 1,
    };

    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x)
    {
        x.Clear();
        foreach (int id in ids) _kernels.AddScaled(1, Table[id], x);
        float divisor = Divisor(ids.Length);
        for (int d = 0; d < x.Length; d++) x[d] /= divisor;
    }
}
