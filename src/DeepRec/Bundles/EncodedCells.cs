using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>What some inputs hold in one encoded row, in their order.</summary>
internal sealed class EncodedCells
{
    private readonly int[] _ids;
    private readonly int[] _bagLengths;
    private readonly float[] _numbers;

    public EncodedCells(IEnumerable<FeatureInput> inputs, Dataset encoded, int row)
    {
        var (ids, lengths, numbers) = (new List<int>(), new List<int>(), new List<float>());
        foreach (var input in inputs)
        {
            switch (encoded[input.Name])
            {
                case IdColumn one: ids.Add(one.Ids[row]); break;
                case IdBagColumn several:
                    lengths.Add(several.Offsets[row + 1] - several.Offsets[row]);
                    ids.AddRange(several.Ids[several.Offsets[row]..several.Offsets[row + 1]]);
                    break;
                case NumberColumn given: numbers.AddRange(given.Values.Slice(row * given.Width, given.Width)); break;
            }
        }

        (_ids, _bagLengths, _numbers) = ([.. ids], [.. lengths], [.. numbers]);
    }

    public ReadOnlySpan<int> Ids => _ids;

    /// <summary>Of each input that is a bag.</summary>
    public ReadOnlySpan<int> BagLengths => _bagLengths;

    public ReadOnlySpan<float> Numbers => _numbers;
}
