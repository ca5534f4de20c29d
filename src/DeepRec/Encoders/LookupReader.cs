namespace DeepRec.Encoders;

/// <summary>The vector of an id.</summary>
internal sealed class LookupReader(TableRows table) : TableReader(table)
{
    /// <summary>The first number of an id's vector.</summary>
    public float this[int id] => Table[id][0];

    public override float Divisor(int ids) => 1;

    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x) => Table[ids[0]].CopyTo(x);
}
