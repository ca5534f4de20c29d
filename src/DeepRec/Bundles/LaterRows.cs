namespace DeepRec;

/// <summary>Rows that came later, in the columns of a recommender, beside the tables grown by them.</summary>
/// <param name="Raw">The new interactions in the pipeline's raw columns, oldest first; features of users and items as the tables have them.</param>
/// <param name="Users">All users.</param>
/// <param name="Items">All items.</param>
/// <param name="UserRows">The user of each row, shape [rows].</param>
/// <param name="ItemRows">The item of each row, shape [rows].</param>
/// <param name="Ticks">The time of each row, shape [rows]; empty where times are not known.</param>
internal sealed record LaterRows(Dataset Raw, EntityTable Users, EntityTable Items, int[] UserRows, int[] ItemRows, long[] Ticks)
{
    /// <param name="known">What the rows come after.</param>
    /// <param name="rows">Raw rows.</param>
    /// <exception cref="ArgumentException">The column of user or item is absent, a column is of another kind, or no row has both ids.</exception>
    public static LaterRows Of(RankingBundle known, Dataset rows)
    {
        var schema = known.Pipeline.Schema;
        Require(rows, schema);
        var (user, item) = (schema.User!, schema.Item!);
        rows = Ordered(WithIds(rows, user, item), schema);
        var (users, items) = (Grown(known.Users, rows, rows.Users), Grown(known.Items, rows, rows.Items));
        int[] userRows = RatedItems.RowsOf(rows, users, user), itemRows = RatedItems.RowsOf(rows, items, item);
        int[] fresh = New(known, rows, userRows, itemRows);
        return Of(schema, rows.Select(fresh), users, items, [.. fresh.Select(row => userRows[row])], [.. fresh.Select(row => itemRows[row])], hasTimes: known.Interactions.Events is not null);
    }

    /// <inheritdoc cref="Of(RankingBundle, Dataset)"/>
    /// <remarks>With the label, and all of them: a user may rate an item again.</remarks>
    public static LaterRows Of(RatingBundle known, Dataset rows)
    {
        var schema = known.Pipeline.Schema;
        Require(rows, schema);
        rows = Ordered(WithIds(rows, schema.User!, schema.Item!), schema);
        var (users, items) = (Grown(known.Users, rows, rows.Users), Grown(known.Items, rows, rows.Items));
        var later = Of(schema, rows, users, items, RatedItems.RowsOf(rows, users, schema.User!), RatedItems.RowsOf(rows, items, schema.Item!), hasTimes: true);
        return later with { Raw = later.Raw.With(schema.Label!, rows[schema.Label!.Name]) };
    }

    private static LaterRows Of(FeatureSchema schema, Dataset rows, EntityTable users, EntityTable items, int[] userRows, int[] itemRows, bool hasTimes)
    {
        var raw = RawOf(schema, new RequestRows(schema, users, items).Complete(rows), users, items, userRows, itemRows);
        return new LaterRows(raw, users, items, userRows, itemRows, schema.Timestamp is { } time && hasTimes ? raw.Column<DateTimeColumn>(time.Name).Ticks.ToArray() : []);
    }

    /// <summary>Rows with the features of users and items as the tables have them.</summary>
    public static Dataset RawOf(FeatureSchema schema, Dataset raw, EntityTable users, EntityTable items, int[] userRows, int[] itemRows)
    {
        foreach (var feature in schema.Where(f => f.Role == FeatureRole.UserFeature)) raw = raw.With(feature.Name, users.Rows[feature.Name].Select(userRows));
        foreach (var feature in schema.Where(f => f.Role == FeatureRole.ItemFeature)) raw = raw.With(feature.Name, items.Rows[feature.Name].Select(itemRows));
        return raw;
    }

    private static void Require(Dataset rows, FeatureSchema schema)
    {
        foreach (var id in new[] { schema.User!, schema.Item! })
        {
            if (!rows.Schema.Contains(id.Name)) throw new ArgumentException($"The rows lack the column '{id.Name}', the {id.Role.ToString().ToLowerInvariant()} of the training. Columns: {string.Join(", ", rows.Schema.Select(f => f.Name))}.", nameof(rows));
        }

        foreach (var feature in schema.Where(f => rows.Schema.Contains(f.Name)))
        {
            if (rows.Schema[feature.Name].Kind != feature.Kind) throw new ArgumentException($"Column '{feature.Name}' is of kind {rows.Schema[feature.Name].Kind}; the recommender was trained with kind {feature.Kind}. Read it as that.", nameof(rows));
        }
    }

    private static Dataset WithIds(Dataset rows, Feature user, Feature item)
    {
        int[] whole = [.. Enumerable.Range(0, rows.Count).Where(row => !rows[user.Name].IsMissing(row) && !rows[item.Name].IsMissing(row))];
        return whole.Length > 0 ? rows.Select(whole) : throw new ArgumentException("There is no row with a user and an item to learn from.", nameof(rows));
    }

    private static Dataset Ordered(Dataset rows, FeatureSchema schema)
    {
        if (schema.Timestamp is not { } time || !rows.Schema.Contains(time.Name)) return rows;
        long[] ticks = rows.Column<DateTimeColumn>(time.Name).Ticks.ToArray();
        return rows.Select([.. Enumerable.Range(0, rows.Count).OrderBy(row => ticks[row])]); // stable
    }

    // What the rows say, then what is said in the table that they were joined with.
    private static EntityTable Grown(EntityTable known, Dataset rows, Dataset? table)
    {
        var grown = GrownTable.Of(known, rows);
        if (table is null || table.Count == 0) return grown;
        var features = table.Schema.Where(f => f.Role == known.Rows.Schema[0].Role || known.Rows.Schema.Skip(1).Any(own => own.Name == f.Name)).ToArray();
        return grown.With(new Dataset(new FeatureSchema(features), features.Select(f => table[f.Name])));
    }

    // Rows that came twice are learned from once, where their time tells them apart.
    private static int[] New(RankingBundle known, Dataset rows, int[] users, int[] items)
    {
        if (known.Interactions.Events is not { } events || known.Pipeline.Schema.Timestamp is not { } time || !rows.Schema.Contains(time.Name)) return [.. Enumerable.Range(0, rows.Count)];
        var ticks = rows.Column<DateTimeColumn>(time.Name);
        var actions = known.Actions.Column is { } column && rows.Schema.Contains(column) ? rows.Column<CategoryColumn>(column) : null;
        var met = new HashSet<(int User, int Item, long Ticks, string? Action)>();
        foreach (int user in users.Distinct().Where(user => user < known.Users.Count))
        {
            for (int k = known.Interactions.Offsets[user]; k < known.Interactions.Offsets[user + 1]; k++) met.Add((user, known.Interactions.Items[k], events.Ticks[k], events.Actions?.TextAt(k)));
        }

        return [.. Enumerable.Range(0, rows.Count).Where(row => ticks.IsMissing(row) || met.Add((users[row], items[row], ticks.Ticks[row], actions?.TextAt(row))))];
    }
}
