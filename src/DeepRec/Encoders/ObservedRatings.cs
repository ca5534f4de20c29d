using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The ratings of S items, item by item: the rows of a sparse matrix [S, V], V users.</summary>
/// <param name="Offsets">Where each item's ratings begin, shape [S + 1].</param>
/// <param name="Users">Shape [N].</param>
/// <param name="Values">What an encoder reads, in standard deviations from the mean, shape [N]; 0 where it reads nothing.</param>
/// <param name="Rows">The row of the batch that each is, shape [N].</param>
internal sealed record ObservedRatings(int[] Offsets, int[] Users, float[] Values, int[] Rows)
{
    /// <summary>S.</summary>
    public int Items => Offsets.Length - 1;

    /// <summary>Those that the rows of a batch are, items in the order in which they come. Ratings by nobody in particular, or of nothing, are not read.</summary>
    /// <param name="users">Shape [N].</param>
    /// <param name="items">Shape [N].</param>
    /// <param name="ratings">In units of the label, shape [N].</param>
    /// <param name="scale">From ratings to values.</param>
    public static ObservedRatings Of(ReadOnlySpan<long> users, ReadOnlySpan<long> items, ReadOnlySpan<float> ratings, RatingScale scale)
    {
        var slots = new Dictionary<long, int>();
        var slotOf = new int[items.Length];
        for (int row = 0; row < items.Length; row++)
        {
            if (!slots.TryGetValue(items[row], out int slot)) slots.Add(items[row], slot = slots.Count);
            slotOf[row] = slot;
        }

        var offsets = new int[slots.Count + 1];
        foreach (int slot in slotOf) offsets[slot + 1]++;
        for (int slot = 0; slot < slots.Count; slot++) offsets[slot + 1] += offsets[slot];
        var next = offsets.AsSpan(0, slots.Count).ToArray();
        var observed = new ObservedRatings(offsets, new int[items.Length], new float[items.Length], new int[items.Length]);
        for (int row = 0; row < items.Length; row++)
        {
            int place = next[slotOf[row]]++;
            bool isRead = RatingGraph.IsKnown((int)users[row]) && RatingGraph.IsKnown((int)items[row]);
            (observed.Users[place], observed.Values[place], observed.Rows[place]) = ((int)users[row], isRead ? scale.Of<float>(ratings[row]) : 0, row);
        }

        return observed;
    }

    /// <summary>All that items were rated, each item's ratings read by the row of its id.</summary>
    public static ObservedRatings Of(RatedSide items, RatingScale scale) =>
        new(items.Offsets, items.Others, Array.ConvertAll(items.Ratings, scale.Of<float>), []);

    /// <summary>The same, where an encoder reads each rating with probability 1 − <paramref name="hidden"/> only, and that scaled by 1 / (1 − hidden).</summary>
    public ObservedRatings Hide(double hidden)
    {
        using var drawn = empty(Values.Length, ScalarType.Float32).bernoulli_(1 - hidden, StepRandom.Current); // [N]
        var isRead = TensorMemory.Span<float>(drawn);
        var values = new float[Values.Length];
        float scale = (float)(1 / (1 - hidden));
        for (int entry = 0; entry < values.Length; entry++) values[entry] = Values[entry] * isRead[entry] * scale;
        return this with { Values = values };
    }
}
