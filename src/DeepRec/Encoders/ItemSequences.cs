using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// The items that the rows' users met so far, oldest first. Rows of one user share a sequence: a row sees the items before its own end alone, so that
/// no row looks into its future. S sequences of up to L items, each read by up to T rows.
/// </summary>
/// <param name="Ids">The items' ids, shape [S, L], int64; 0, which is padding, after a sequence's last item.</param>
/// <param name="Ends">How many of the sequence's items a row sees, shape [S, T], int64, from 0 to L; 0 where there is no row.</param>
/// <param name="Rows">Where row b stands among the S × T places, shape [B], int64.</param>
/// <remarks>Its tensors belong to the dispose scope in which the batch was made.</remarks>
public sealed record ItemSequences(Tensor Ids, Tensor Ends, Tensor Rows)
{
    /// <summary>What is known of each event beside its item, S × L rows, sequence by sequence; rows of padding hold id 0 and numbers of 0.</summary>
    /// <value>Default <see langword="null"/>: nothing, or nothing that is read.</value>
    public FeatureBatch? Events { get; init; }

    /// <summary>The bucket of the time since the event before, shape [S, L], int64, from 0 to 40: 1 + ⌊log₂(1 + seconds)⌋; 0 for padding and where it is not known.</summary>
    /// <value>Default <see langword="null"/>: not read.</value>
    public Tensor? Gaps { get; init; }

    /// <summary>Whether each row stands for the last event that it counts, <see cref="Ends"/> − 1, hidden from all rows, and sees the others of its sequence, before and after.</summary>
    internal bool Masked { get; init; }

    /// <summary>A sequence for each row, all of which it sees, in the current dispose scope: to call a ranker by hand, as a test does.</summary>
    /// <param name="histories">For each row the ids of the items met before, oldest first; a ranker reads the newest.</param>
    public static ItemSequences Of(IReadOnlyList<IReadOnlyList<int>> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        TorchRuntime.EnsureLoaded();
        int widest = Math.Max(1, histories.Select(history => history.Count).DefaultIfEmpty().Max());
        var sequences = new ItemSequences(zeros(histories.Count, widest, ScalarType.Int64), empty(histories.Count, 1, ScalarType.Int64), empty(histories.Count, ScalarType.Int64)); // [B, L], [B, 1], [B]
        Span<long> ids = TensorMemory.Span<long>(sequences.Ids), ends = TensorMemory.Span<long>(sequences.Ends), rows = TensorMemory.Span<long>(sequences.Rows);
        for (int b = 0; b < histories.Count; b++)
        {
            for (int i = 0; i < histories[b].Count; i++) ids[b * widest + i] = histories[b][i];
            (ends[b], rows[b]) = (histories[b].Count, b);
        }

        return sequences;
    }
}
