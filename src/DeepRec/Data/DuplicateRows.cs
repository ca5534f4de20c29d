namespace DeepRec;

/// <summary>Rows of the same user and item. Rows without a user or an item do not count.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record DuplicateRows
{
    private DuplicateRows()
    {
    }

    /// <summary>Distinct pairs of user and item.</summary>
    public int Pairs { get; private init; }

    /// <summary>Rows that repeat user, item and label of another row; the first of each does not count.</summary>
    public int Repeated { get; private init; }

    /// <summary>Pairs of user and item whose rows have different labels.</summary>
    public int ContradictoryPairs { get; private init; }

    /// <summary>The rows of those pairs that have a label.</summary>
    public int ContradictoryRows { get; private init; }

    /// <summary>Rows that repeat user, item and time of another row; the first of each does not count. 0 where rows have no time.</summary>
    public int AtOneTime { get; private init; }

    internal static DuplicateRows Of(CategoryColumn users, CategoryColumn items, NumberColumn? label, DateTimeColumn? times = null)
    {
        var keys = new ulong[users.Count];
        var labels = new float[users.Count];
        int count = 0;
        for (int row = 0; row < keys.Length; row++)
        {
            if (users.Codes[row] == CategoryColumn.Missing || items.Codes[row] == CategoryColumn.Missing) continue;
            keys[count] = ((ulong)(uint)users.Codes[row] << 32) | (uint)items.Codes[row];
            labels[count++] = label is null ? float.NaN : label.Values[row];
        }

        Array.Sort(keys, labels, 0, count);
        int pairs = 0, repeated = 0, contradictoryPairs = 0, contradictoryRows = 0;
        for (int start = 0, end; start < count; start = end)
        {
            end = start + 1;
            while (end < count && keys[end] == keys[start]) end++;
            pairs++;
            if (end == start + 1) continue;

            var group = labels.AsSpan(start, end - start);
            group.Sort(); // NaN, the missing label, comes first
            int missing = group.Count(float.NaN);
            int distinct = missing < group.Length ? 1 : 0;
            for (int i = missing + 1; i < group.Length; i++) if (group[i] != group[i - 1]) distinct++;
            repeated += group.Length - distinct - (missing > 0 ? 1 : 0);
            if (distinct < 2) continue;
            contradictoryPairs++;
            contradictoryRows += group.Length - missing;
        }

        return new DuplicateRows { Pairs = pairs, Repeated = repeated, ContradictoryPairs = contradictoryPairs, ContradictoryRows = contradictoryRows, AtOneTime = pairs == count ? 0 : CountAtOneTime(users, items, times) };
    }

    private static int CountAtOneTime(CategoryColumn users, CategoryColumn items, DateTimeColumn? times)
    {
        if (times is null) return 0;
        var seen = new HashSet<(int, int, long)>(users.Count);
        int repeated = 0;
        for (int row = 0; row < users.Count; row++)
        {
            bool whole = !users.IsMissing(row) && !items.IsMissing(row) && !times.IsMissing(row);
            if (whole && !seen.Add((users.Codes[row], items.Codes[row], times.Ticks[row]))) repeated++;
        }

        return repeated;
    }
}
