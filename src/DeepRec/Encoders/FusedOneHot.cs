using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>A one in the place of an id, or 1/√n in the places of each of n ids; reserved ids have no place.</summary>
internal sealed class FusedOneHot(int width, IdColumn? ids, IdBagColumn? bags) : FusedInput
{
    public override int Width => width;

    public override void Gather(ReadOnlySpan<int> rows, MatrixView x)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (ids is not null) Read(ids.Ids.Slice(rows[i], 1), x[i]);
            if (bags is not null) Read(bags.Ids[bags.Offsets[rows[i]]..bags.Offsets[rows[i] + 1]], x[i]);
        }
    }

    internal static void Read(ReadOnlySpan<int> ids, Span<float> x)
    {
        x.Clear();
        foreach (int id in ids) if (id > Vocabulary.FirstBucket) x[id - Vocabulary.FirstBucket - 1]++;
        if (ids.Length < 2) return;
        float divisor = FusedBag.Divisor(ids.Length, BagPooling.SquareRoot);
        foreach (ref float place in x) place /= divisor;
    }
}
