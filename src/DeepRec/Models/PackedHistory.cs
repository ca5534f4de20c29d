using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// A <see cref="PooledHistoryEncoder"/> in evaluation, in plain memory. As the sum of events is linear, their columns are summed first and projected once:
/// Σ w (e + W x + b + g) = Σ w e + W Σ w x + b Σ w + Σ w g. Safe from many threads.
/// </summary>
/// <param name="reading">Which events, and what of them.</param>
/// <param name="pooling">How they become one.</param>
/// <param name="itemIds">The id of each item of the catalogue.</param>
/// <param name="items">e, by id.</param>
internal sealed class PackedHistory(HistoryReading reading, HistoryPooling pooling, IdColumn itemIds, TableRows items)
{
    [ThreadStatic]
    private static int[]? _places;

    [ThreadStatic]
    private static float[]? _memory;

    private MatrixKernels _kernels = MatrixKernels.Starting;

    /// <summary>r. [length], or none.</summary>
    public required float[] Recency { get; init; }

    /// <summary>What reads the events' columns.</summary>
    public required PackedFeatures? Columns { get; init; }

    /// <summary>W and b.</summary>
    public required PackedLayer? Projection { get; init; }

    /// <summary>g, by the bucket of the time since the event before.</summary>
    public required TableRows? Gaps { get; init; }

    /// <summary>Puts h. [D]</summary>
    public void Read(RankingRequests requests, int request, Span<float> h)
    {
        h.Clear();
        var places = Places(requests, request, out int before);
        if (places.Length == 0) return;
        int room = places.Length + (Columns is null ? 0 : Columns.Width + Columns.Widest);
        if (_memory is null || _memory.Length < room) _memory = new float[room];
        var weights = _memory.AsSpan(0, places.Length);
        Weigh(weights);
        var kernels = MatrixKernels.Current(ref _kernels);
        var ids = itemIds.Ids;
        for (int i = 0; i < places.Length; i++)
        {
            kernels.AddScaled(weights[i], items[ids[requests.Items[places[i]]]], h);
            if (Gaps is null) continue;
            int earlier = i + 1 < places.Length ? places[i + 1] : before;
            kernels.AddScaled(weights[i], Gaps[earlier < 0 ? 0 : HistoryReading.GapOf(requests.Events, earlier, places[i])], h);
        }

        if (Projection is not null) AddColumns(reading.ColumnsOf(requests.Events), places, weights, _memory.AsSpan(places.Length), h);
    }

    private void AddColumns(Dataset columns, ReadOnlySpan<int> places, ReadOnlySpan<float> weights, Span<float> memory, Span<float> h)
    {
        var sum = memory[..Columns!.Width]; // [F]
        sum.Clear();
        Columns.AddScaled(columns, places, weights, sum, memory[sum.Length..]);
        float total = 0;
        foreach (float weight in weights) total += weight;
        Projection!.AddBias(total, h);
        Projection.Add(MatrixView.Of(sum, 1, sum.Length), 0, MatrixView.Of(h, 1, h.Length)); // [1, F] → [1, D]
    }

    // The newest first; and the one before the oldest of them, or −1.
    private ReadOnlySpan<int> Places(RankingRequests requests, int request, out int before)
    {
        var (start, length) = requests.PlacesOf(request).GetOffsetAndLength(requests.Items.Length);
        int most = Math.Min(reading.Length, length), count = 0;
        if (_places is null || _places.Length < most) _places = new int[most];
        before = -1;
        for (int place = start + length - 1; place >= start; place--)
        {
            if (reading.Actions.Count > 0 && !EventLog.IsOf(requests.Events, reading.Actions, place)) continue;
            if (count == most)
            {
                before = place;
                break;
            }

            _places[count++] = place;
        }

        return _places.AsSpan(0, count);
    }

    // w_a of the newest (a = 0) and so on.
    private void Weigh(Span<float> weights)
    {
        if (pooling != HistoryPooling.Recency)
        {
            weights.Fill(pooling == HistoryPooling.Mean ? 1f / weights.Length : 1);
            return;
        }

        float greatest = float.NegativeInfinity, sum = 0;
        for (int age = 0; age < weights.Length; age++) greatest = Math.Max(greatest, Recency[age]);
        for (int age = 0; age < weights.Length; age++) sum += weights[age] = MathF.Exp(Recency[age] - greatest);
        for (int age = 0; age < weights.Length; age++) weights[age] /= sum;
    }
}
