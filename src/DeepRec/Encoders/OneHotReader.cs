using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>A one in the place of an id, or 1/√n in the places of each of n ids; reserved ids have no place.</summary>
internal sealed class OneHotReader(int width) : RowReader
{
    public override int Width => width;

    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x) => Read(ids, x);

    internal static void Read(ReadOnlySpan<int> ids, Span<float> x)
    {
        x.Clear();
        foreach (int id in ids) if (id > Vocabulary.FirstBucket) x[id - Vocabulary.FirstBucket - 1]++;
        if (ids.Length < 2) return;
        float divisor = BagReader.Divisor(ids.Length, BagPooling.SquareRoot);
        foreach (ref float place in x) place /= divisor;
    }
}
