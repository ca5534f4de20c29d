namespace DeepRec;

/// <summary>
/// Parts the interactions into steps of about the same number of rows. Interactions of one user that follow each other stay together, up to a length, so
/// that a history is read once for all of them; stretches of a step are of similar length, so that little is padded.
/// A pure function of (data, seed). One thread at a time.
/// </summary>
internal sealed class InteractionBatches
{
    // Stretches are sorted by length within so many steps' worth of them: enough to find like ones, few enough to stay random.
    private const int StepsSortedTogether = 64;
    private readonly Stretch[] _stretches;
    private readonly int[] _rows; // targets of each
    private readonly int _batchSize;
    private readonly int[] _order; // of stretches
    private readonly int[] _sorted; // stretches
    private readonly int[] _starts; // of steps, among the sorted
    private readonly int[] _steps; // the order of steps

    /// <param name="interactions">All of them.</param>
    /// <param name="longest">The most interactions in a stretch; 1 where histories are not read.</param>
    /// <param name="skipped">How many of a user's interactions one must know of, else it is left out.</param>
    /// <param name="batchSize">Rows a step, about: a stretch is not cut for it.</param>
    /// <param name="longestLater">The most interactions in a stretch that is not a user's first, where that is fewer: room for what came before it.</param>
    public InteractionBatches(Interactions interactions, int longest, int skipped, int batchSize, int longestLater = int.MaxValue)
    {
        _batchSize = batchSize;
        longest = Math.Min(longest, batchSize);
        longestLater = Math.Min(longest, longestLater);
        var stretches = new List<Stretch>();
        for (int user = 0; user < interactions.UserCount; user++)
        {
            int start = interactions.Offsets[user], end = interactions.Offsets[user + 1];
            while (start < end && interactions.Before(start) - interactions.Offsets[user] < skipped) start++;
            for (int most = longest; Next(interactions, user, ref start, end, most) is { } stretch; most = longestLater) stretches.Add(stretch);
        }

        _stretches = [.. stretches];
        _rows = Array.ConvertAll(_stretches, stretch => interactions.CountTargets(stretch.Start, stretch.Count));
        Rows = _rows.Sum();
        Steps = (Rows + batchSize - 1) / batchSize;
        (_order, _sorted, _starts, _steps) = (new int[_stretches.Length], new int[_stretches.Length], new int[Steps + 1], new int[Steps]);
    }

    /// <summary>Interactions that are learned to be foreseen.</summary>
    public int Rows { get; }

    /// <summary>Steps an epoch.</summary>
    public int Steps { get; }

    /// <summary>Puts the stretches into the steps of an epoch.</summary>
    public void Shuffle(ulong seed)
    {
        Permutation.Of(_order, seed);
        _order.CopyTo(_sorted, 0);
        for (int start = 0, end, rows; start < _sorted.Length; start = end)
        {
            for (end = start, rows = 0; end < _sorted.Length && rows < _batchSize * StepsSortedTogether; end++) rows += _rows[_sorted[end]];
            // Stretches of one length keep the order that they were shuffled into.
            int[] byLength = [.. _sorted.Skip(start).Take(end - start).OrderByDescending(stretch => _stretches[stretch].Count)];
            byLength.CopyTo(_sorted.AsSpan(start));
        }

        // A stretch belongs to the step in which its last row falls: as none is longer than a step, every step gets one.
        for (int i = 0, step = 0, rows = 0; i < _sorted.Length; i++)
        {
            rows += _rows[_sorted[i]];
            while (step < Steps && (long)step * _batchSize < rows) _starts[step++] = i;
        }

        _starts[^1] = _sorted.Length;
        Permutation.Of(_steps, StableHash.Combine(seed, 1));
    }

    /// <summary>All stretches, those of a user side by side.</summary>
    public ReadOnlySpan<Stretch> All => _stretches;

    /// <summary>The stretches of a step.</summary>
    /// <param name="step">From 0.</param>
    public ReadOnlySpan<Stretch> Step(int step) => Array.ConvertAll(_sorted[_starts[_steps[step]].._starts[_steps[step] + 1]], stretch => _stretches[stretch]);

    // From one target to another, no more than `most`, none of which knows of `most` more than the first does.
    private static Stretch? Next(Interactions interactions, int user, ref int start, int end, int most)
    {
        while (start < end && !interactions.IsTarget(start)) start++;
        if (start >= end) return null;
        int first = start, last = start;
        for (; start < end && start - first < most && interactions.Before(start) - interactions.Before(first) < most; start++) if (interactions.IsTarget(start)) last = start;
        return new Stretch(user, first, last - first + 1);
    }
}
