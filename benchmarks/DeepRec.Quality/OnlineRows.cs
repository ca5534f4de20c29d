namespace DeepRec.Quality;

/// <summary>Rows in the order of time: those that are trained on first, and the days after.</summary>
/// <param name="First">What is trained on first.</param>
/// <param name="Held">The newest rows of those users of the first part who did nothing later: what may be forgotten.</param>
/// <param name="Days">The rows of each day after.</param>
internal sealed record OnlineRows(Dataset First, Dataset Held, IReadOnlyList<Dataset> Days)
{
    /// <summary>Of an old user's rows.</summary>
    public const double HeldShare = 0.2;

    /// <param name="data">All rows; with the columns <c>user</c> and <c>at</c>.</param>
    /// <param name="from">The share of the rows, the oldest, of the first part.</param>
    /// <param name="until">Up to which share of the rows there are days.</param>
    public static OnlineRows Of(Dataset data, double from, double until)
    {
        long[] ticks = data.Column<DateTimeColumn>("at").Ticks.ToArray();
        int[] order = [.. Enumerable.Range(0, data.Count).OrderBy(row => ticks[row])];
        int start = (int)(order.Length * from), end = (int)(order.Length * until);
        var first = data.Select(order.AsSpan(0, start));
        var users = first.Column<CategoryColumn>("user");
        var later = UsersOf(data.Select(order.AsSpan(start..end))).ToHashSet();
        var rows = Enumerable.Range(0, first.Count).ToLookup(row => later.Contains(users.TextAt(row)!));
        var (known, held) = Split.ByUserTime(first.Select([.. rows[false]]), HeldShare);
        return new OnlineRows(
            first.Select([.. rows[true]]).Concat(known.Rows), held, [.. order[start..end].GroupBy(row => ticks[row] / TimeSpan.TicksPerDay).Select(day => data.Select([.. day]))]);
    }

    /// <summary>In the order of their first rows, as an evaluation asks for them.</summary>
    public static string[] UsersOf(Dataset rows)
    {
        var users = rows.Column<CategoryColumn>("user");
        return [.. Enumerable.Range(0, rows.Count).Select(row => users.TextAt(row)!).Distinct()];
    }
}
