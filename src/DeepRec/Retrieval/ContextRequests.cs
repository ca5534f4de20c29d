namespace DeepRec;

/// <summary>The rows of a user that share their context as one request each: who asks, when and where, and what was wanted then.</summary>
/// <param name="Users">The user of each request; the requests of one user stand together, users in the order of their first rows.</param>
/// <param name="Owners">The number of each request's user among the users. Shape [requests].</param>
/// <param name="Rows">A row of each request, whose context is that of all. Shape [requests].</param>
/// <param name="Wanted">The items of each request, as numbers of the catalogue; an item outside it is −1 − its code.</param>
internal sealed record ContextRequests(IReadOnlyList<string> Users, int[] Owners, int[] Rows, ItemLists Wanted)
{
    private const char Between = '\u001F', Nothing = '\u001A';

    /// <summary>The columns that make a context: those of the moment, and the time.</summary>
    /// <param name="rows">Raw rows.</param>
    /// <param name="schema">The roles of the columns.</param>
    public static IEnumerable<Feature> ColumnsOf(Dataset rows, FeatureSchema schema) => schema.Where(f => f.Role is FeatureRole.Context or FeatureRole.Timestamp && rows.Schema.Contains(f.Name));

    /// <param name="rows">Raw rows; those without a user or an item are passed over.</param>
    /// <param name="schema">The roles of the columns.</param>
    /// <param name="catalogue">All items.</param>
    public static ContextRequests Of(Dataset rows, FeatureSchema schema, EntityTable catalogue)
    {
        string[] keys = KeysOf(rows, schema, [.. ColumnsOf(rows, schema)]);
        int[] items = ItemsOf(rows, schema, catalogue);
        var userColumn = rows.Column<CategoryColumn>(schema.User!.Name);
        var users = new Dictionary<string, int>(StringComparer.Ordinal);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var found = new List<(string User, int Owner, int Row, List<int> Items)>();
        for (int row = 0; row < rows.Count; row++)
        {
            if (keys[row].Length == 0) continue;
            string user = userColumn.TextAt(row)!;
            if (!users.TryGetValue(user, out int owner)) users.Add(user, owner = users.Count);
            if (!places.TryGetValue(keys[row], out int place))
            {
                places.Add(keys[row], place = found.Count);
                found.Add((user, owner, row, []));
            }

            found[place].Items.Add(items[row]);
        }

        var ordered = found.OrderBy(request => request.Owner).ToArray();
        return new ContextRequests([.. ordered.Select(r => r.User)], [.. ordered.Select(r => r.Owner)], [.. ordered.Select(r => r.Row)], ItemLists.Of([.. ordered.Select(r => (IReadOnlyList<int>)r.Items)]));
    }

    /// <summary>The items of the catalogue that other rows hold for the same user in the same context.</summary>
    /// <param name="own">The rows that the requests were made of.</param>
    /// <param name="met">Other rows.</param>
    /// <param name="schema">The roles of the columns.</param>
    /// <param name="catalogue">All items.</param>
    /// <exception cref="ArgumentException">The other rows lack a column of the context.</exception>
    public ItemLists MetIn(Dataset own, Dataset met, FeatureSchema schema, EntityTable catalogue)
    {
        Feature[] columns = [.. ColumnsOf(own, schema)];
        if (columns.FirstOrDefault(f => !met.Schema.Contains(f.Name)) is { } lacking) throw new ArgumentException($"The rows of what was met lack the context '{lacking.Name}', which the test rows have.", nameof(met));
        string[] keys = KeysOf(own, schema, columns), otherKeys = KeysOf(met, schema, columns);
        var places = Rows.Select((row, request) => (keys[row], request)).ToDictionary(pair => pair.Item1, pair => pair.request, StringComparer.Ordinal);
        var lists = Array.ConvertAll(Rows, _ => new List<int>());
        int[] items = ItemsOf(met, schema, catalogue);
        for (int row = 0; row < met.Count; row++)
        {
            if (items[row] >= 0 && places.TryGetValue(otherKeys[row], out int request)) lists[request].Add(items[row]);
        }

        return ItemLists.Of(lists);
    }

    // User and context as one text; empty where a row has no user or no item.
    private static string[] KeysOf(Dataset rows, FeatureSchema schema, Feature[] columns)
    {
        var (user, item) = (rows.Column<CategoryColumn>(schema.User!.Name), rows.Column<CategoryColumn>(schema.Item!.Name));
        Column[] context = [.. columns.Select(f => rows[f.Name])];
        return [.. Enumerable.Range(0, rows.Count).Select(row => user.IsMissing(row) || item.IsMissing(row) ? ""
            : string.Join(Between, context.Select(column => column.TextAt(row) ?? $"{Nothing}").Prepend(user.TextAt(row))))];
    }

    private static int[] ItemsOf(Dataset rows, FeatureSchema schema, EntityTable catalogue)
    {
        var column = rows.Column<CategoryColumn>(schema.Item!.Name);
        int[] byCode = [.. column.Values.Select((text, code) => catalogue.RowOf(text) is >= 0 and var row ? row : -1 - code)];
        return [.. Enumerable.Range(0, rows.Count).Select(row => column.IsMissing(row) ? -1 : byCode[column.Codes[row]])];
    }
}
