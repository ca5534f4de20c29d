namespace DeepRec.Encoders;

/// <summary>The vector of an id.</summary>
internal sealed class LookupReader(EmbeddingTable table) : RowReader
{
    private readonly TensorRows _table = new(table.Weight);

    public override int Width => _table.Width;

    /// <summary>The first number of an id's vector.</summary>
    public float this[int id] => _table[id][0];

    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x) => _table[ids[0]].CopyTo(x);

    public override void Dispose()
    {
        _table.Dispose();
        base.Dispose();
    }
}
