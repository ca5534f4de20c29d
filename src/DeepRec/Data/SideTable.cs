namespace DeepRec;

/// <summary>A table of users or of items: one row a key.</summary>
internal static class SideTable
{
    /// <summary>Adds a table's columns to rows of behaviour; the table comes back without rows that have no key, its columns with their roles.</summary>
    public static Dataset Join(Dataset rows, ref Dataset table, FeatureRole keyRole, FeatureRole featureRole)
    {
        var rowKey = KeyOf(rows, keyRole, "the interactions");
        var tableKey = KeyOf(table, keyRole, $"the table of {Word(keyRole)}");
        table = Normalise(table, tableKey, featureRole);
        foreach (var feature in table.Schema.Where(f => f.Name != tableKey.Name && rows.Schema.Contains(f.Name)))
        {
            throw new ArgumentException($"The table of {Word(keyRole)} and the rows it is joined with both have a column '{feature.Name}'. Rename one of them, or leave it out with Without(\"{feature.Name}\").");
        }

        int[] entries = Find(rows.Column<CategoryColumn>(rowKey.Name), table.Column<CategoryColumn>(tableKey.Name), tableKey.Name);
        int missing = table.Count;
        for (int row = 0; row < entries.Length; row++) if (entries[row] < 0) entries[row] = missing;
        var joined = rows;
        foreach (var feature in table.Schema.Where(f => f.Name != tableKey.Name))
        {
            joined = joined.With(feature, WithMissingRow(table[feature.Name]).Select(entries));
        }

        return joined;
    }

    /// <summary>For each row the position of its key in a table; −1 where the row has no key or the table no entry.</summary>
    public static int[] Find(CategoryColumn keys, CategoryColumn table, string tableKeyName)
    {
        var entryOfText = new Dictionary<string, int>(table.Count, StringComparer.Ordinal);
        for (int row = 0; row < table.Count; row++)
        {
            if (table.TextAt(row) is not { } key || entryOfText.TryAdd(key, row)) continue;
            throw new DatasetException(tableKeyName, row + 1, key, $"a key that occurs once: row {entryOfText[key] + 1} has it too", "Keep one row a key.");
        }

        int[] entryOfCode = [.. keys.Values.Select(text => entryOfText.GetValueOrDefault(text, -1))];
        var entries = new int[keys.Count];
        for (int row = 0; row < entries.Length; row++) entries[row] = keys.Codes[row] == CategoryColumn.Missing ? -1 : entryOfCode[keys.Codes[row]];
        return entries;
    }

    private static Feature KeyOf(Dataset rows, FeatureRole role, string what) => (role == FeatureRole.User ? rows.Schema.User : rows.Schema.Item)
        ?? throw new ArgumentException($"In {what} no column has the role {role}. State one with Feature.{role}(name) or [{role}].");

    private static Dataset Normalise(Dataset table, Feature key, FeatureRole featureRole)
    {
        var column = table.Column<CategoryColumn>(key.Name);
        _ = Find(column, column, key.Name); // a duplicate is named by its row in the caller's table
        if (column.Codes.Contains(CategoryColumn.Missing)) table = table.Select([.. Enumerable.Range(0, table.Count).Where(row => !column.IsMissing(row))]);
        return table.WithSchema(new FeatureSchema(table.Schema.Select(f => f == key ? f : f with { Role = featureRole })));
    }

    /// <summary>The column with one more row, which has no value.</summary>
    public static Column WithMissingRow(Column column) => column.Append(
    [
        column switch
        {
            CategoryColumn => new CategoryColumn([CategoryColumn.Missing], []),
            CategoriesColumn => new CategoriesColumn([0, 0], [], []),
            NumberColumn numbers => new NumberColumn([.. Enumerable.Repeat(float.NaN, numbers.Width)], numbers.Width),
            VectorColumn vectors => new VectorColumn([VectorColumn.Missing], [], vectors.Width),
            DateTimeColumn => new DateTimeColumn([DateTimeColumn.Missing]),
            _ => throw new ArgumentException($"A {column.GetType().Name} cannot be joined. Join before preprocessing."),
        },
    ]);

    private static string Word(FeatureRole role) => role == FeatureRole.User ? "users" : "items";
}
