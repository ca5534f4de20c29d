namespace DeepRec;

/// <summary>The users or the items that are known, one row each: the id and its features in raw columns.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal sealed class EntityTable
{
    private readonly Dictionary<string, int> _rows;
    private readonly CategoryColumn _ids;

    /// <param name="rows">The id's column first, every id once.</param>
    public EntityTable(Dataset rows)
    {
        Rows = rows;
        var ids = _ids = rows.Column<CategoryColumn>(rows.Schema[0].Name);
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

    public string IdAt(int row) => _ids.TextAt(row)!;

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

    /// <summary>
    /// The table with some rows more, and with those that it has already as they are given: columns that are not given keep what they hold, and are missing
    /// in new rows. New rows come last, in their order.
    /// </summary>
    /// <param name="given">An id in each row, no two alike, and some or all of the other columns.</param>
    /// <exception cref="ArgumentException">A column is none of the table, or of another kind, or the id's is absent.</exception>
    /// <exception cref="DatasetException">An id is missing or stands there twice.</exception>
    public EntityTable With(Dataset given)
    {
        var id = Rows.Schema[0];
        string key = given.Schema.FirstOrDefault(f => f.Role == id.Role)?.Name ?? id.Name; // as in the table that rows were joined with, it may have a name of its own
        if (!given.Schema.Contains(key)) throw new ArgumentException($"The id's column '{key}' is absent. Columns: {string.Join(", ", given.Schema.Select(f => f.Name))}.", nameof(given));
        foreach (var feature in given.Schema.Where(f => f.Name != key))
        {
            if (feature.Name == id.Name || !Rows.Schema.Contains(feature.Name)) throw new ArgumentException($"'{feature.Name}' is no feature that the recommender knows. Those: {FeatureSchema.NamesOf(Rows.Schema.Skip(1))}. Leave it out with Without(\"{feature.Name}\").", nameof(given));
            if (Rows.Schema[feature.Name].Kind != feature.Kind) throw new ArgumentException($"Column '{feature.Name}' is of kind {feature.Kind}; the recommender was trained with kind {Rows.Schema[feature.Name].Kind}. Read it as that.", nameof(given));
        }

        var ids = given.Column<CategoryColumn>(key);
        _ = SideTable.Find(ids, ids, key); // a duplicate is named by its row
        int[] kept = [.. Enumerable.Range(0, Count)];
        var added = new List<int>();
        for (int row = 0; row < ids.Count; row++)
        {
            string text = ids.TextAt(row) ?? throw new DatasetException(key, row + 1, null, "an id", "Give each row one.");
            if (RowOf(text) is >= 0 and var known) kept[known] = Count + row;
            else added.Add(Count + row);
        }

        int[] rows = [.. kept, .. added], blank = [.. Enumerable.Range(0, Count), .. added.Select(_ => Count)];
        return new EntityTable(new Dataset(Rows.Schema, Rows.Schema.Select(f =>
            f == id ? Rows[id.Name].Append([ids]).Select(rows)
            : given.Schema.Contains(f.Name) ? Rows[f.Name].Append([given[f.Name]]).Select(rows)
            : SideTable.WithMissingRow(Rows[f.Name]).Select(blank))));
    }

    private static HashSet<string> IdsOf(Dataset table, FeatureRole idRole)
    {
        var ids = table.Column<CategoryColumn>(table.Schema.Single(f => f.Role == idRole).Name);
        return [.. Enumerable.Range(0, ids.Count).Select(ids.TextAt).OfType<string>()];
    }
}
