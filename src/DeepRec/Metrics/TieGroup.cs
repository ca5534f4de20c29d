namespace DeepRec;

/// <summary>Candidates of equal score, some of them relevant; each order of them is equally likely. An item that is tied with none is a group of one.</summary>
/// <param name="Above">Candidates of a greater score: the group takes the places <c>Above + 1</c> … <c>Above + Size</c>.</param>
/// <param name="Size">Candidates in the group.</param>
/// <param name="Relevant">Relevant ones in the group, 1 or more.</param>
/// <param name="RelevantAbove">Relevant ones of a greater score.</param>
/// <param name="Gain">What the relevant ones of the group are worth together.</param>
internal readonly record struct TieGroup(int Above, int Size, int Relevant, int RelevantAbove, double Gain)
{
    /// <summary>How many places of the group are among the first k.</summary>
    public int PlacesWithin(int cutOff) => Math.Clamp(cutOff - Above, 0, Size);

    /// <summary>The groups that hold relevant items, best first.</summary>
    /// <param name="items">A user's relevant items; sorted here.</param>
    /// <param name="order">How ties are broken.</param>
    public static TieGroup[] Of(Span<RankedItem> items, TieOrder order)
    {
        items.Sort((a, b) => a.Greater != b.Greater ? a.Greater.CompareTo(b.Greater) : b.Gain.CompareTo(a.Gain));
        var groups = new List<TieGroup>(items.Length);
        for (int start = 0, end; start < items.Length; start = end)
        {
            end = start + 1;
            while (end < items.Length && items[end].Greater == items[start].Greater) end++;
            Add(groups, items[start..end], start, order);
        }

        return [.. groups];
    }

    // Tied items, the highest gain first.
    private static void Add(List<TieGroup> groups, ReadOnlySpan<RankedItem> tied, int relevantAbove, TieOrder order)
    {
        int above = tied[0].Greater, size = tied[0].Equal + 1;
        if (order == TieOrder.Random)
        {
            double gain = 0;
            foreach (var item in tied) gain += item.Gain;
            groups.Add(new TieGroup(above, size, tied.Length, relevantAbove, gain));
            return;
        }

        int first = order == TieOrder.Best ? above : above + size - tied.Length;
        for (int i = 0; i < tied.Length; i++)
        {
            groups.Add(new TieGroup(first + i, 1, 1, relevantAbove + i, tied[order == TieOrder.Best ? i : tied.Length - 1 - i].Gain));
        }
    }
}
