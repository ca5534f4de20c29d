using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Makes <see cref="ItemSequences"/> of stretches of interactions in training, and of whole histories in serving.</summary>
/// <param name="itemIds">The id of each item of the catalogue, shape [items].</param>
/// <param name="reading">Which events, and what of them.</param>
/// <remarks>One thread at a time.</remarks>
internal sealed class HistorySource(IdColumn itemIds, HistoryReading reading)
{
    private const int Padding = -1;
    private (Interactions Of, KeptEvents Events)? _kept; // of the interactions last read

    public HistorySource(IdColumn itemIds, int length, bool fromStart = false) : this(itemIds, new HistoryReading(length, fromStart))
    {
    }

    /// <summary>One row for each target of some stretches; a row's history are the interactions that <see cref="Interactions.Before"/> lets it know of.</summary>
    public ItemSequences Gather(Interactions interactions, ReadOnlySpan<Stretch> stretches)
    {
        var kept = KeptOf(interactions);
        int most = 1, rows = 0, widest = 1;
        foreach (var stretch in stretches)
        {
            int targets = interactions.CountTargets(stretch.Start, stretch.Count);
            rows += targets;
            most = Math.Max(most, targets);
            var (first, end) = BoundsOf(interactions, kept, stretch);
            widest = Math.Max(widest, end - first);
        }

        var places = new int[stretches.Length * widest]; // of events among all, [S, L]
        var gaps = reading.TimeGaps ? new int[places.Length] : [];
        Array.Fill(places, Padding);
        var (ends, owners) = (zeros(stretches.Length, most, ScalarType.Int64), empty(rows, ScalarType.Int64)); // [S, T], [B]
        Span<long> endTarget = TensorMemory.Span<long>(ends), ownerTarget = TensorMemory.Span<long>(owners);
        for (int s = 0, b = 0; s < stretches.Length; s++)
        {
            var stretch = stretches[s];
            var (first, end) = BoundsOf(interactions, kept, stretch);
            int start = kept.CountBefore(interactions.Offsets[stretch.User]);
            for (int i = first; i < end; i++)
            {
                places[s * widest + i - first] = kept.PlaceOf(i);
                if (reading.TimeGaps && i > start) gaps[s * widest + i - first] = HistoryReading.GapOf(interactions.Events, kept.PlaceOf(i - 1), kept.PlaceOf(i));
            }

            for (int k = stretch.Start, t = 0; k < stretch.Start + stretch.Count; k++)
            {
                if (!interactions.IsTarget(k)) continue;
                endTarget[s * most + t] = kept.CountBefore(interactions.Before(k)) - first;
                ownerTarget[b++] = s * most + t++;
            }
        }

        return Sequences(stretches.Length, widest, places, gaps, interactions.Items, interactions.Events, ends, owners);
    }

    /// <summary>One row for each interaction that is hidden of some sequences, by their places among all, as <see cref="ItemSequences.Masked"/> says. Actions are not told apart.</summary>
    public ItemSequences GatherMasked(Interactions interactions, ReadOnlySpan<Stretch> sequences, int[][] hidden)
    {
        int widest = 1, most = 1, rows = 0;
        foreach (var sequence in sequences) widest = Math.Max(widest, sequence.Count);
        foreach (int[] of in hidden) (most, rows) = (Math.Max(most, of.Length), rows + of.Length);
        var places = new int[sequences.Length * widest]; // [S, L]
        var gaps = reading.TimeGaps ? new int[places.Length] : [];
        Array.Fill(places, Padding);
        var (ends, owners) = (zeros(sequences.Length, most, ScalarType.Int64), empty(rows, ScalarType.Int64)); // [S, T], [B]
        Span<long> endTarget = TensorMemory.Span<long>(ends), ownerTarget = TensorMemory.Span<long>(owners);
        for (int s = 0, b = 0; s < sequences.Length; s++)
        {
            for (int i = 0, k = sequences[s].Start; i < sequences[s].Count; i++, k++)
            {
                places[s * widest + i] = k;
                if (reading.TimeGaps && k > interactions.Offsets[sequences[s].User]) gaps[s * widest + i] = HistoryReading.GapOf(interactions.Events, k - 1, k);
            }

            for (int t = 0; t < hidden[s].Length; t++)
            {
                endTarget[s * most + t] = hidden[s][t] - sequences[s].Start + 1;
                ownerTarget[b++] = s * most + t;
            }
        }

        return Sequences(sequences.Length, widest, places, gaps, interactions.Items, interactions.Events, ends, owners) with { Masked = true };
    }

    /// <summary>One row for each request; its history is all that the request brings.</summary>
    public ItemSequences Gather(RankingRequests requests)
    {
        bool[]? isMeant = reading.Actions.Count == 0 ? null : EventLog.AreOf(requests.Events, reading.Actions);
        var seen = new int[requests.Count][]; // places, and before them that of the one before
        int widest = 1;
        for (int b = 0; b < seen.Length; b++)
        {
            var (start, length) = requests.PlacesOf(b).GetOffsetAndLength(int.MaxValue);
            var own = Enumerable.Range(start, length).Where(place => isMeant is null || isMeant[place]);
            seen[b] = [.. own.TakeLast(reading.Length + 1)];
            widest = Math.Max(widest, Math.Min(reading.Length, seen[b].Length));
        }

        int[] places = new int[seen.Length * widest], gaps = reading.TimeGaps ? new int[places.Length] : [];
        Array.Fill(places, Padding);
        var (ends, owners) = (zeros(seen.Length, 1, ScalarType.Int64), empty(seen.Length, ScalarType.Int64)); // [B, 1], [B]
        for (int b = 0; b < seen.Length; b++)
        {
            int skipped = Math.Max(0, seen[b].Length - reading.Length);
            for (int i = skipped; i < seen[b].Length; i++)
            {
                places[b * widest + i - skipped] = seen[b][i];
                if (reading.TimeGaps && i > 0) gaps[b * widest + i - skipped] = HistoryReading.GapOf(requests.Events, seen[b][i - 1], seen[b][i]);
            }

            TensorMemory.Span<long>(ends)[b] = seen[b].Length - skipped;
            TensorMemory.Span<long>(owners)[b] = b;
        }

        return Sequences(seen.Length, widest, places, gaps, requests.Items, requests.Events, ends, owners);
    }

    private ItemSequences Sequences(int count, int length, int[] places, int[] gaps, int[] items, EventLog? events, Tensor ends, Tensor rows)
    {
        var ids = zeros(count, length, ScalarType.Int64); // [S, L]
        var target = TensorMemory.Span<long>(ids);
        for (int i = 0; i < places.Length; i++) if (places[i] != Padding) target[i] = itemIds.Ids[items[places[i]]];
        return new ItemSequences(ids, ends, rows) { Events = EventsAt(places, events), Gaps = reading.TimeGaps ? GapsOf(gaps, count, length) : null };
    }

    private FeatureBatch? EventsAt(int[] places, EventLog? events)
    {
        if (reading.Events.Count == 0) return null;
        return new BatchSource(reading.ColumnsOf(events), reading.Events).Gather(places); // S · L rows
    }

    private static Tensor GapsOf(int[] gaps, int count, int length)
    {
        var tensor = empty(count, length, ScalarType.Int64); // [S, L]
        var target = TensorMemory.Span<long>(tensor);
        for (int i = 0; i < gaps.Length; i++) target[i] = gaps[i];
        return tensor;
    }

    // The kept events of a stretch's sequence, by their own order: from the oldest that its first row sees to the newest that its last one does.
    private (int First, int End) BoundsOf(Interactions interactions, KeptEvents kept, Stretch stretch)
    {
        int newestOfFirst = kept.CountBefore(interactions.Before(stretch.Start)), end = kept.CountBefore(interactions.Before(stretch.Start + stretch.Count - 1));
        int first = Math.Min(newestOfFirst, (reading.FromStart ? end : newestOfFirst) - reading.Length);
        return (Math.Max(kept.CountBefore(interactions.Offsets[stretch.User]), first), end);
    }

    private KeptEvents KeptOf(Interactions interactions)
    {
        if (_kept?.Of != interactions) _kept = (interactions, new KeptEvents(interactions, reading.Actions));
        return _kept!.Value.Events;
    }
}
