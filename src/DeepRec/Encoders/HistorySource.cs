using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Makes <see cref="ItemSequences"/> of stretches of interactions in training, and of whole histories in serving.</summary>
/// <param name="itemIds">The id of each item of the catalogue, shape [items].</param>
/// <param name="length">How many items a row sees at most: its newest.</param>
/// <param name="fromStart">Whether a row sees all items of its sequence before its own end, so that a sequence holds no more than the length; else its newest of a longer one.</param>
internal sealed class HistorySource(IdColumn itemIds, int length, bool fromStart = false)
{
    /// <summary>One row for each interaction of some stretches; a row's history are the interactions of the same user before it.</summary>
    public ItemSequences Gather(Interactions interactions, ReadOnlySpan<Stretch> stretches)
    {
        int most = 1, rows = 0, widest = 1;
        foreach (var stretch in stretches)
        {
            rows += stretch.Count;
            most = Math.Max(most, stretch.Count);
            widest = Math.Max(widest, stretch.Start + stretch.Count - 1 - Base(interactions, stretch));
        }

        var sequences = Empty(stretches.Length, widest, most, rows);
        Span<long> ids = TensorMemory.Span<long>(sequences.Ids), ends = TensorMemory.Span<long>(sequences.Ends), places = TensorMemory.Span<long>(sequences.Rows);
        for (int s = 0, b = 0; s < stretches.Length; s++)
        {
            var stretch = stretches[s];
            int first = Base(interactions, stretch);
            Fill(ids.Slice(s * widest, widest), interactions.Items.AsSpan(first, stretch.Start + stretch.Count - 1 - first));
            for (int t = 0; t < stretch.Count; t++, b++)
            {
                ends[s * most + t] = stretch.Start + t - first;
                places[b] = s * most + t;
            }
        }

        return sequences;
    }

    /// <summary>One row for each request; its history is all that the request brings.</summary>
    public ItemSequences Gather(RankingRequests requests)
    {
        int widest = 1;
        for (int b = 0; b < requests.Count; b++) widest = Math.Max(widest, Math.Min(length, requests.HistoryOf(b).Length));
        var sequences = Empty(requests.Count, widest, 1, requests.Count);
        Span<long> ids = TensorMemory.Span<long>(sequences.Ids), ends = TensorMemory.Span<long>(sequences.Ends), places = TensorMemory.Span<long>(sequences.Rows);
        for (int b = 0; b < requests.Count; b++)
        {
            var history = requests.HistoryOf(b);
            if (history.Length > length) history = history[^length..];
            Fill(ids.Slice(b * widest, widest), history);
            ends[b] = history.Length;
            places[b] = b;
        }

        return sequences;
    }

    private static ItemSequences Empty(int sequences, int widest, int most, int rows) =>
        new(zeros(sequences, widest, ScalarType.Int64), zeros(sequences, most, ScalarType.Int64), empty(rows, ScalarType.Int64)); // [S, L], [S, T], [B]

    private int Base(Interactions interactions, Stretch stretch) => Math.Max(interactions.Offsets[stretch.User], Math.Min(stretch.Start, (fromStart ? stretch.Start + stretch.Count - 1 : stretch.Start) - length));

    private void Fill(Span<long> target, ReadOnlySpan<int> items)
    {
        var ids = itemIds.Ids;
        for (int i = 0; i < items.Length; i++) target[i] = ids[items[i]];
    }
}
