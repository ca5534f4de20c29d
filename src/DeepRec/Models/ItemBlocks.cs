namespace DeepRec.Models;

/// <summary>Parts a catalogue into the items that are encoded together: not many, and fewer where they have long bags or make wide vectors.</summary>
internal static class ItemBlocks
{
    private const int MostItems = 4096;

    // 64 MiB of float32: what a layer gives for one block.
    private const long BlockNumbers = 1 << 24;

    /// <param name="catalogue">The encoded columns of all items.</param>
    /// <param name="widest">The length of the longest vector that a row, or an id of a bag, becomes.</param>
    public static IEnumerable<(int First, int Count)> Of(Dataset catalogue, long widest)
    {
        IdBagColumn[] bags = [.. catalogue.Schema.Select(f => catalogue[f.Name]).OfType<IdBagColumn>()];
        for (int first = 0, end; first < catalogue.Count; first = end)
        {
            end = first + 1;
            long vectors = VectorsOf(bags, first);
            WeightBudget.TakeLayer(vectors, widest);
            for (; end < Math.Min(catalogue.Count, first + MostItems); end++)
            {
                if ((vectors += VectorsOf(bags, end)) * widest > BlockNumbers) break;
            }

            yield return (first, end - first);
        }
    }

    /// <summary>How many vectors a row of encoded columns is looked up as: its own, and one for each id of a bag.</summary>
    public static long VectorsOf(Dataset encoded, int row) => VectorsOf(encoded.Schema.Select(f => encoded[f.Name]).OfType<IdBagColumn>(), row);

    private static long VectorsOf(IEnumerable<IdBagColumn> bags, int row) => 1 + bags.Sum(bag => (long)bag.Offsets[row + 1] - bag.Offsets[row]);
}
