using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// Parts a batch's bags, read as sequences of tokens, into blocks that are encoded together: each distinct sequence once, shortest first, so that
/// there is little padding, and not more at once than a layer may take.
/// </summary>
internal static class TokenBlocks
{
    // 16 MiB of float32 a layer: larger ones leave the processor's cache and are no faster.
    private const long BlockNumbers = 1 << 22;

    /// <summary>The blocks; end to end they hold each distinct sequence once, in its order.</summary>
    /// <param name="bag">The ids of all rows.</param>
    /// <param name="sequences">Its distinct bags, the shortest first.</param>
    /// <param name="leastLength">The least L of a block.</param>
    /// <param name="widest">How many numbers a layer makes of a token at most; given the length.</param>
    public static List<TokenBlock> Of(IdBag bag, DistinctBags sequences, int leastLength, Func<long, long> widest)
    {
        var blocks = new List<TokenBlock>();
        int[] lengths = sequences.Lengths;
        for (int from = 0, end; from < lengths.Length; from = end)
        {
            long length = Math.Max(leastLength, lengths[from]);
            WeightBudget.TakeLayer(length, widest(length));
            for (end = from + 1; end < lengths.Length; end++)
            {
                long next = Math.Max(leastLength, lengths[end]);
                if ((end - from + 1) * next * widest(next) > BlockNumbers) break;
                length = next;
            }

            var ids = TensorMemory.Span<long>(bag.Ids);
            var padded = zeros(end - from, length, ScalarType.Int64); // [S, L]
            var target = TensorMemory.Span<long>(padded);
            for (int s = from; s < end; s++) ids.Slice(sequences.Starts[s], lengths[s]).CopyTo(target[((s - from) * (int)length)..]);
            blocks.Add(new TokenBlock(padded, lengths[from..end]));
        }

        return blocks;
    }
}
