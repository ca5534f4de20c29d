namespace DeepRec.Encoders;

/// <summary>A one in the place of an id, or 1/√n in the places of each of n ids; reserved ids have no place.</summary>
internal sealed class FusedOneHot(int width, IdColumn? ids, IdBagColumn? bags) : FusedInput
{
    public override int Width => width;

    public override void Gather(ReadOnlySpan<int> rows, MatrixView x)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (ids is not null) OneHotReader.Read(ids.Ids.Slice(rows[i], 1), x[i]);
            if (bags is not null) OneHotReader.Read(bags.Ids[bags.Offsets[rows[i]]..bags.Offsets[rows[i] + 1]], x[i]);
        }
    }
}
