namespace DeepRec;

/// <summary>The items of some rows, user by user: oldest first, as numbers of the catalogue; an item outside it is −1 − its code.</summary>
/// <param name="Users">The users' ids, in the order of their first rows.</param>
/// <param name="Lists">Their items.</param>
/// <param name="Rows">The row of each, in the same order.</param>
internal sealed record UserItems(IReadOnlyList<string> Users, ItemLists Lists, ItemLists Rows)
{
    /// <param name="rows">Raw rows.</param>
    /// <param name="schema">Which columns are user, item and time.</param>
    /// <param name="catalogue">All items.</param>
    /// <param name="users">The users whose lists are wanted, in their order; <see langword="null"/>: all of the rows'.</param>
    /// <exception cref="ArgumentException">A column is absent.</exception>
    public static UserItems Of(Dataset rows, FeatureSchema schema, EntityTable catalogue, IReadOnlyList<string>? users)
    {
        var userColumn = rows.Column<CategoryColumn>(schema.User!.Name);
        var itemColumn = rows.Column<CategoryColumn>(schema.Item!.Name);
        int[] byCode = [.. itemColumn.Values.Select((text, code) => catalogue.RowOf(text) is >= 0 and var row ? row : -1 - code)];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string user in users ?? []) places.TryAdd(user, places.Count);
        var userOf = new int[rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            string? user = userColumn.TextAt(row);
            userOf[row] = user is null || itemColumn.IsMissing(row) ? -1 : places.TryGetValue(user, out int place) ? place : users is null ? places[user] = places.Count : -1;
        }

        var lists = new List<int>[places.Count]; // of rows
        foreach (int row in InOrder(rows, schema))
        {
            if (userOf[row] >= 0) (lists[userOf[row]] ??= []).Add(row);
        }

        var ordered = ItemLists.Of([.. lists.Select(list => (IReadOnlyList<int>)(list ?? []))]);
        return new UserItems([.. places.Keys], ordered.Map(row => byCode[itemColumn.Codes[row]]), ordered);
    }

    /// <summary>The lists without what is outside the catalogue.</summary>
    public UserItems WithinCatalogue()
    {
        var kept = ItemLists.Of([.. Enumerable.Range(0, Lists.Count).Select(user => (IReadOnlyList<int>)[.. Rows.Of(user).ToArray().Where((_, i) => Lists.Of(user)[i] >= 0)])]);
        int[] items = [.. Lists.Items.Where(item => item >= 0)];
        int next = 0;
        return new UserItems(Users, kept.Map(_ => items[next++]), kept);
    }

    private static int[] InOrder(Dataset rows, FeatureSchema schema)
    {
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        if (schema.Timestamp is not { } time || !rows.Schema.Contains(time.Name)) return order;
        long[] ticks = rows.Column<DateTimeColumn>(time.Name).Ticks.ToArray();
        return [.. order.OrderBy(row => ticks[row])];
    }
}
