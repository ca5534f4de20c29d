using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>What some inputs hold in one encoded row, in their order.</summary>
internal sealed class EncodedCells
{
    private readonly int[] _ids;
    private readonly int[] _bagLengths;
    private readonly float[] _numbers;

    public EncodedCells(IReadOnlyList<FeatureInput> inputs, Dataset encoded, int row)
    {
        int ids = 0, bags = 0, numbers = 0;
        foreach (var input in inputs)
        {
            switch (encoded[input.Name])
            {
                case IdColumn: ids++; break;
                case IdBagColumn several: (ids, bags) = (ids + several.Offsets[row + 1] - several.Offsets[row], bags + 1); break;
                case NumberColumn given: numbers += given.Width; break;
            }
        }

        (_ids, _bagLengths, _numbers) = (new int[ids], new int[bags], new float[numbers]);
        ids = bags = numbers = 0;
        foreach (var input in inputs)
        {
            switch (encoded[input.Name])
            {
                case IdColumn one: _ids[ids++] = one.Ids[row]; break;
                case IdBagColumn several:
                    var bag = several.Ids[several.Offsets[row]..several.Offsets[row + 1]];
                    bag.CopyTo(_ids.AsSpan(ids));
                    (ids, _bagLengths[bags++]) = (ids + bag.Length, bag.Length);
                    break;
                case NumberColumn given:
                    given.Values.Slice(row * given.Width, given.Width).CopyTo(_numbers.AsSpan(numbers));
                    numbers += given.Width;
                    break;
            }
        }
    }

    public ReadOnlySpan<int> Ids => _ids;

    /// <summary>Of each input that is a bag.</summary>
    public ReadOnlySpan<int> BagLengths => _bagLengths;

    public ReadOnlySpan<float> Numbers => _numbers;
}
