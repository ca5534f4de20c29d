namespace DeepRec.Encoders;

/// <summary>A one in the place of an id, or 1/√n in the places of each of n ids; reserved ids have no place.</summary>
internal sealed class OneHotReader(int width) : RowReader
{
    public override int Width => width;

    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x) => FusedOneHot.Read(ids, x);
}
