using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The bags of a batch, each distinct one once: rows of one text are read once.</summary>
internal sealed class DistinctBags
{
    private readonly int[] _places;

    /// <param name="bag">The ids of all rows.</param>
    /// <param name="maximumLength">How many ids of a row count, the first.</param>
    /// <param name="sort">Whether the shortest come first; else they stand in the order of their first rows.</param>
    public DistinctBags(IdBag bag, int maximumLength, bool sort)
    {
        var ids = TensorMemory.Span<long>(bag.Ids);
        var counts = TensorMemory.Span<float>(bag.Lengths);
        var (starts, lengths) = (new int[counts.Length], new int[counts.Length]);
        for (int row = 0, start = 0; row < counts.Length; start += (int)counts[row++]) (starts[row], lengths[row]) = (start, (int)Math.Min(counts[row], maximumLength));

        int[] first = FirstOfEach(ids, starts, lengths); // row → the first row of the same ids
        var distinct = Enumerable.Range(0, lengths.Length).Where(row => first[row] == row);
        int[] order = [.. sort ? distinct.OrderBy(row => lengths[row]) : distinct];
        var placeOf = new int[lengths.Length];
        for (int place = 0; place < order.Length; place++) placeOf[order[place]] = place;
        _places = Array.ConvertAll(first, row => placeOf[row]);
        (Starts, Lengths) = (Array.ConvertAll(order, row => starts[row]), Array.ConvertAll(order, row => lengths[row]));
    }

    /// <summary>Where each distinct bag starts among the ids.</summary>
    public int[] Starts { get; }

    /// <summary>How many ids each has.</summary>
    public int[] Lengths { get; }

    /// <summary>From a vector for each distinct bag to one for each row: [distinct, D] → [B, D].</summary>
    public Tensor Spread(Tensor vectors)
    {
        var places = empty(_places.Length, ScalarType.Int64); // [B]
        var target = TensorMemory.Span<long>(places);
        for (int row = 0; row < target.Length; row++) target[row] = _places[row];
        return vectors.index_select(0, places); // [B, D]
    }

    private static int[] FirstOfEach(ReadOnlySpan<long> ids, int[] starts, int[] lengths)
    {
        var rowsByHash = new Dictionary<ulong, List<int>>(lengths.Length);
        var first = new int[lengths.Length];
        for (int row = 0; row < lengths.Length; row++)
        {
            var bag = ids.Slice(starts[row], lengths[row]);
            ulong hash = (ulong)bag.Length;
            foreach (long id in bag) hash = StableHash.Combine(hash, (ulong)id);
            if (!rowsByHash.TryGetValue(hash, out var rows)) rowsByHash.Add(hash, rows = []);
            first[row] = row;
            foreach (int other in rows)
            {
                if (!ids.Slice(starts[other], lengths[other]).SequenceEqual(bag)) continue;
                first[row] = other;
                break;
            }

            if (first[row] == row) rows.Add(row);
        }

        return first;
    }
}
