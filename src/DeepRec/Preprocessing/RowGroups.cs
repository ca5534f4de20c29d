namespace DeepRec.Preprocessing;

/// <summary>
/// Rows that belong together, each group in order of time: rows without a time first, rows of one time (or of data without times) in their own order.
/// Rows without a user or item belong to no group.
/// </summary>
internal static class RowGroups
{
    public static IEnumerable<ArraySegment<int>> ByUser(Dataset rows, RowStep step)
    {
        var users = Codes(rows, rows.Schema.User, "user", step);
        return Group(rows, row => users.Codes[row]);
    }

    public static IEnumerable<ArraySegment<int>> ByUserAndItem(Dataset rows, RowStep step)
    {
        var users = Codes(rows, rows.Schema.User, "user", step);
        var items = Codes(rows, rows.Schema.Item, "item", step);
        return Group(rows, row => users.IsMissing(row) || items.IsMissing(row) ? -1 : ((long)users.Codes[row] << 32) | (uint)items.Codes[row]);
    }

    /// <summary>The user or item of each row, before a vocabulary: ids would mix all that are not known.</summary>
    public static CategoryColumn Codes(Dataset rows, Feature? feature, string what, RowStep step)
    {
        if (feature is null) throw Lacks(step, what);
        return rows[feature.Name] as CategoryColumn
            ?? throw new ArgumentException($"{step.GetType().Name} needs the {what} '{feature.Name}' as it was read. Place the step before those that encode '{feature.Name}'.");
    }

    /// <summary>The time of each row, in ticks.</summary>
    public static DateTimeColumn Times(Dataset rows, RowStep step) =>
        rows.Schema.Timestamp is { } timestamp ? rows.Column<DateTimeColumn>(timestamp.Name) : throw Lacks(step, "time");

    /// <summary>The label of each row.</summary>
    public static NumberColumn Labels(Dataset rows, RowStep step) =>
        rows.Schema.Label is { } label ? rows.Column<NumberColumn>(label.Name) : throw Lacks(step, "label");

    private static IEnumerable<ArraySegment<int>> Group(Dataset rows, Func<int, long> keyOf)
    {
        var keys = new long[rows.Count];
        for (int row = 0; row < keys.Length; row++) keys[row] = keyOf(row);
        int[] order = [.. Enumerable.Range(0, rows.Count).Where(row => keys[row] >= 0)];
        var times = rows.Schema.Timestamp is { } timestamp ? rows.Column<DateTimeColumn>(timestamp.Name) : null;
        Array.Sort(order, (a, b) =>
        {
            int byKey = keys[a].CompareTo(keys[b]);
            if (byKey != 0) return byKey;
            int byTime = times is null ? 0 : times.Ticks[a].CompareTo(times.Ticks[b]);
            return byTime != 0 ? byTime : a.CompareTo(b);
        });

        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && keys[order[end]] == keys[order[start]];) end++;
            yield return new ArraySegment<int>(order, start, end - start);
        }
    }

    private static ArgumentException Lacks(RowStep step, string what) =>
        new($"{step.GetType().Name} needs the {what} of each row. Mark its column in the schema, or leave the step out.");
}
