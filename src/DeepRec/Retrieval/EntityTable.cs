namespace DeepRec;

/// <summary>The users or the items that are known, one row each: the id and its features in raw columns.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal sealed class EntityTable
{
    private readonly Dictionary<string, int> _rows;

    /// <param name="rows">The id's column first, every id once.</param>
    public EntityTable(Dataset rows)
    {
        Rows = rows;
        var ids = rows.Column<CategoryColumn>(rows.Schema[0].Name);
        _rows = new Dictionary<string, int>(ids.Count, StringComparer.Ordinal);
        for (int row = 0; row < ids.Count; row++)
        {
            if (ids.TextAt(row) is not { } id || !_rows.TryAdd(id, row)) throw new InvalidBundleException($"The table of '{rows.Schema[0].Name}' has no id, or one twice, in row {row + 1}.");
        }
    }

    public Dataset Rows { get; }

    public int Count => Rows.Count;

    /// <summary>The row of an id, or −1.</summary>
    public int RowOf(string? id) => id is not null && _rows.TryGetValue(id, out int row) ? row : -1;

    public string IdAt(int row) => Rows.Column<CategoryColumn>(Rows.Schema[0].Name).TextAt(row)!;

    /// <summary>
    /// Everyone or everything that occurs in training rows or in the table they were joined with. A feature comes from the table where it has one
    /// of that name, else from the last row; an entry of the table without a row then lacks it.
    /// </summary>
    public static EntityTable? Of(Dataset training, FeatureRole idRole, FeatureRole featureRole, Dataset? table)
    {
        if (training.Schema.FirstOrDefault(f => f.Role == idRole) is not { } id) return null;
        var schema = new FeatureSchema(training.Schema.Where(f => f.Role == featureRole).Prepend(id));
        var column = training.Column<CategoryColumn>(id.Name);
        var listed = table is null ? [] : IdsOf(table, idRole);
        var last = new int[column.Values.Count];
        Array.Fill(last, -1);
        for (int row = 0; row < column.Count; row++) if (!column.IsMissing(row)) last[column.Codes[row]] = row;

        int[] rows = [.. last.Where((row, code) => row >= 0 && !listed.Contains(column.Values[code]))];
        var seen = new Dataset(schema, schema.Select(f => training[f.Name])).Select(rows);
        if (table is null) return new EntityTable(seen);
        string key = table.Schema.Single(f => f.Role == idRole).Name;
        int[] entries = SideTable.Find(table.Column<CategoryColumn>(key), new CategoryColumn([.. last.Select((row, code) => row < 0 ? CategoryColumn.Missing : code)], column.Values), id.Name);
        int[] lastRows = Array.ConvertAll(entries, entry => entry < 0 ? training.Count : last[entry]);
        var known = new Dataset(schema, schema.Select(f =>
            f == id ? table[key] : table.Schema.Contains(f.Name) ? table[f.Name] : SideTable.WithMissingRow(training[f.Name]).Select(lastRows)));
        return new EntityTable(known.Concat(seen));
    }

    /// <summary>Checks that ids are what values of the stated type look like, so that they can be found and come back.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public EntityTable RequireIdsOf<T>()
    {
        for (int row = 0; typeof(T) != typeof(string) && row < Count; row++)
        {
            string id = IdAt(row), written;
            try
            {
                written = KeyText<T>.Format(KeyText<T>.Parse(id));
            }
            catch (FormatException e)
            {
                throw new ArgumentException($"Column '{Rows.Schema[0].Name}': '{id}' is no {typeof(T).Name}. Train a recommender for the ids' own type, such as string.", e);
            }

            if (written == id) continue;
            throw new ArgumentException($"Column '{Rows.Schema[0].Name}': '{id}' is '{written}' as {typeof(T).Name}. Read the data by a row type whose property has that type, or train a recommender for string.");
        }

        return this;
    }

    private static HashSet<string> IdsOf(Dataset table, FeatureRole idRole)
    {
        var ids = table.Column<CategoryColumn>(table.Schema.Single(f => f.Role == idRole).Name);
        return [.. Enumerable.Range(0, ids.Count).Select(ids.TextAt).OfType<string>()];
    }
}
