namespace DeepRec.Preprocessing;

/// <summary>What steps that correct texts have in common.</summary>
internal static class TextRewriting
{
    /// <summary>Rewrites the texts of a column, and where it is an id those of the table that the rows were joined with: of entries that become one the first stays.</summary>
    public static Dataset Apply(Dataset rows, string column, Func<string, string> rewrite)
    {
        var changed = rows[column] switch
        {
            CategoryColumn one => (Column)one.Rewrite(rewrite),
            CategoriesColumn several => Several(several, rewrite),
            var other => throw new ArgumentException($"Column '{column}' is a {other.GetType().Name}; this step needs a text, a category or several categories."),
        };
        if (!ReferenceEquals(changed, rows[column])) rows = rows.With(column, changed);
        var role = rows.Schema[column].Role;
        var users = role == FeatureRole.User ? Table(rows.Users, role, rewrite) : rows.Users;
        var items = role == FeatureRole.Item ? Table(rows.Items, role, rewrite) : rows.Items;
        return ReferenceEquals(users, rows.Users) && ReferenceEquals(items, rows.Items) ? rows : rows.WithTables(users, items);
    }

    private static CategoriesColumn Several(CategoriesColumn column, Func<string, string> rewrite)
    {
        string[] rewritten = [.. column.Values.Select(rewrite)];
        if (rewritten.SequenceEqual(column.Values)) return column;
        var builder = new CategoriesColumnBuilder('|');
        for (int row = 0; row < column.Count; row++)
        {
            int[] codes = column.Codes[column.Offsets[row]..column.Offsets[row + 1]].ToArray();
            builder.AppendValues(codes.Select(code => rewritten[code]));
        }

        return (CategoriesColumn)builder.Build();
    }

    private static Dataset? Table(Dataset? table, FeatureRole role, Func<string, string> rewrite)
    {
        if (table?.Schema.FirstOrDefault(f => f.Role == role) is not { } id) return table;
        var ids = table.Column<CategoryColumn>(id.Name);
        var changed = ids.Rewrite(rewrite);
        if (ReferenceEquals(changed, ids)) return table;
        var met = new HashSet<int>();
        return table.With(id.Name, changed).Select([.. Enumerable.Range(0, changed.Count).Where(row => met.Add(changed.Codes[row]))]);
    }
}
