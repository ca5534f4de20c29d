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
            var target = x[i];
            target.Clear();
            if (ids is not null) Add(target, ids.Ids[rows[i]]);
            if (bags is null) continue;
            var bag = bags.Ids[bags.Offsets[rows[i]]..bags.Offsets[rows[i] + 1]];
            foreach (int id in bag) Add(target, id);
            float divisor = FusedBag.Divisor(bag.Length, BagPooling.SquareRoot);
            foreach (ref float place in target) place /= divisor;
        }
    }

    private static void Add(Span<float> target, int id)
    {
        if (id > Vocabulary.FirstBucket) target[id - Vocabulary.FirstBucket - 1]++;
    }
}
