namespace DeepRec;

/// <summary>One side of a <see cref="RatingGraph"/>: what each id of it rated, or was rated by, in compressed rows.</summary>
/// <param name="Offsets">Where each id's entries begin, shape [ids + 1].</param>
/// <param name="Others">The ids of the other side, shape [N].</param>
/// <param name="Ratings">In units of the label, shape [N].</param>
/// <param name="Ticks">UTC, shape [N]; empty where rows have no time.</param>
internal sealed record RatedSide(int[] Offsets, int[] Others, float[] Ratings, long[] Ticks)
{
    /// <summary>Ids, the reserved ones included.</summary>
    public int Count => Offsets.Length - 1;

    /// <summary>How often an id occurs.</summary>
    public int CountOf(int id) => Offsets[id + 1] - Offsets[id];

    /// <summary>Sorts entries by id; those of one id stay in their order.</summary>
    /// <param name="ids">The id of each entry, shape [N].</param>
    /// <param name="others">The other side's, shape [N].</param>
    /// <param name="ratings">Shape [N].</param>
    /// <param name="ticks">Shape [N], or empty.</param>
    /// <param name="count">How many ids there are.</param>
    public static RatedSide Of(ReadOnlySpan<int> ids, ReadOnlySpan<int> others, ReadOnlySpan<float> ratings, ReadOnlySpan<long> ticks, int count)
    {
        var offsets = new int[count + 1];
        foreach (int id in ids) offsets[id + 1]++;
        for (int id = 0; id < count; id++) offsets[id + 1] += offsets[id];
        var next = offsets.AsSpan(0, count).ToArray();
        var side = new RatedSide(offsets, new int[ids.Length], new float[ids.Length], new long[ticks.Length]);
        for (int entry = 0; entry < ids.Length; entry++)
        {
            int place = next[ids[entry]]++;
            (side.Others[place], side.Ratings[place]) = (others[entry], ratings[entry]);
            if (ticks.Length > 0) side.Ticks[place] = ticks[entry];
        }

        return side;
    }
}
