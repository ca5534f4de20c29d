using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// Parts a batch's bags, read as sequences of tokens, into blocks that are encoded together: each distinct sequence once, shortest first, so that
/// there is little padding, and not more at once than a layer may take.
/// </summary>
internal sealed class TokenBlocks
{
    // 16 MiB of float32 a layer: larger ones leave the processor's cache and are no faster.
    private const long BlockNumbers = 1 << 22;

    /// <param name="bag">The ids of all rows.</param>
    /// <param name="maximumLength">How many tokens of a row are read, the first.</param>
    /// <param name="leastLength">The least L of a block.</param>
    /// <param name="widest">How many numbers a layer makes of a token at most; given the length.</param>
    public TokenBlocks(IdBag bag, int maximumLength, int leastLength, Func<long, long> widest)
    {
        var ids = TensorMemory.Span<long>(bag.Ids);
        var counts = TensorMemory.Span<float>(bag.Lengths);
        var (starts, lengths) = (new int[counts.Length], new int[counts.Length]);
        for (int row = 0, start = 0; row < counts.Length; start += (int)counts[row++]) (starts[row], lengths[row]) = (start, (int)Math.Min(counts[row], maximumLength));

        int[] first = FirstOfEach(ids, starts, lengths); // row → the first row of the same tokens
        int[] order = [.. Enumerable.Range(0, lengths.Length).Where(row => first[row] == row).OrderBy(row => lengths[row])];
        var placeOf = new int[lengths.Length];
        for (int place = 0; place < order.Length; place++) placeOf[order[place]] = place;

        Places = empty(lengths.Length, ScalarType.Int64); // [B]
        var places = TensorMemory.Span<long>(Places);
        for (int row = 0; row < places.Length; row++) places[row] = placeOf[first[row]];
        Blocks = [];
        for (int from = 0, end; from < order.Length; from = end)
        {
            long length = Math.Max(leastLength, lengths[order[from]]);
            WeightBudget.TakeLayer(length, widest(length));
            for (end = from + 1; end < order.Length; end++)
            {
                long next = Math.Max(leastLength, lengths[order[end]]);
                if ((end - from + 1) * next * widest(next) > BlockNumbers) break;
                length = next;
            }

            Blocks.Add(Gather(ids, starts, lengths, order.AsSpan(from, end - from), (int)length));
        }
    }

    /// <summary>The blocks; end to end they hold each distinct sequence once.</summary>
    public List<TokenBlock> Blocks { get; }

    /// <summary>Where row b's sequence stands among them, shape [B], int64.</summary>
    public Tensor Places { get; }

    private static int[] FirstOfEach(ReadOnlySpan<long> ids, int[] starts, int[] lengths)
    {
        var rowsByHash = new Dictionary<ulong, List<int>>(lengths.Length);
        var first = new int[lengths.Length];
        for (int row = 0; row < lengths.Length; row++)
        {
            var tokens = ids.Slice(starts[row], lengths[row]);
            ulong hash = (ulong)tokens.Length;
            foreach (long id in tokens) hash = StableHash.Combine(hash, (ulong)id);
            if (!rowsByHash.TryGetValue(hash, out var rows)) rowsByHash.Add(hash, rows = []);
            first[row] = row;
            foreach (int other in rows)
            {
                if (!ids.Slice(starts[other], lengths[other]).SequenceEqual(tokens)) continue;
                first[row] = other;
                break;
            }

            if (first[row] == row) rows.Add(row);
        }

        return first;
    }

    private static TokenBlock Gather(ReadOnlySpan<long> ids, int[] starts, int[] lengths, ReadOnlySpan<int> rows, int length)
    {
        var padded = zeros(rows.Length, length, ScalarType.Int64); // [S, L]
        var target = TensorMemory.Span<long>(padded);
        for (int s = 0; s < rows.Length; s++) ids.Slice(starts[rows[s]], lengths[rows[s]]).CopyTo(target[(s * length)..]);
        var counts = new int[rows.Length];
        for (int s = 0; s < rows.Length; s++) counts[s] = lengths[rows[s]];
        return new TokenBlock(padded, counts);
    }
}
