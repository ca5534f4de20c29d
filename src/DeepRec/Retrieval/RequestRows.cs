namespace DeepRec;

/// <summary>
/// Makes raw rows for one user and some items: the user's and the items' features from their tables, the rest from the request, else missing.
/// The pipeline then treats them as it treats any row.
/// </summary>
internal sealed class RequestRows(FeatureSchema schema, EntityTable users, EntityTable items)
{
    /// <summary>Rows for one user with items of the catalogue.</summary>
    public Dataset Compose(string? user, ReadOnlySpan<int> itemRows, IReadOnlyDictionary<string, object?> context)
    {
        var selected = items.Rows.Select(itemRows);
        return Compose(user, itemRows.Length, context, feature => selected[feature.Name]);
    }

    /// <summary>A row for each user and no item: what is known of users, and nothing of the moment.</summary>
    /// <param name="userIds">Known or not; <see langword="null"/> for nobody.</param>
    public Dataset Compose(IReadOnlyList<string?> userIds)
    {
        int[] rows = [.. userIds.Select(id => users.RowOf(id) is >= 0 and var row ? row : users.Count)];
        bool areKnown = Array.TrueForAll(rows, row => row < users.Count);
        Feature[] features = [.. schema.Where(f => f.Role != FeatureRole.Label)];
        return new Dataset(new FeatureSchema(features), features.Select(feature => feature.Role switch
        {
            FeatureRole.User => Several(feature, userIds),
            FeatureRole.UserFeature => (areKnown ? users.Rows[feature.Name] : SideTable.WithMissingRow(users.Rows[feature.Name])).Select(rows),
            _ => Single(feature, null).Select(new int[userIds.Count]),
        }));
    }

    /// <summary>A row for each of some events: what is known of their items, when they happened and what. Nothing of who did it.</summary>
    /// <param name="itemRows">Items of the catalogue.</param>
    /// <param name="times">When each happened.</param>
    /// <param name="values">Values of event columns of each.</param>
    /// <exception cref="ArgumentException">A value's column is none of the role Event.</exception>
    public Dataset ComposeEvents(int[] itemRows, IReadOnlyList<DateTimeOffset?> times, IReadOnlyList<IReadOnlyDictionary<string, object?>> values)
    {
        string? stray = values.SelectMany(value => value.Keys).FirstOrDefault(name => !schema.Contains(name) || schema[name].Role != FeatureRole.Event);
        if (stray is not null) throw new ArgumentException($"'{stray}' is no column of the role {nameof(FeatureRole.Event)}. Those: {FeatureSchema.NamesOf(schema.Where(f => f.Role == FeatureRole.Event))}.", nameof(values));
        Feature[] features = [.. schema.Where(f => f.Role != FeatureRole.Label)];
        return new Dataset(new FeatureSchema(features), features.Select(feature => feature.Role switch
        {
            FeatureRole.Item or FeatureRole.ItemFeature => items.Rows[feature.Name].Select(itemRows),
            FeatureRole.Event => Several(feature, [.. values.Select(value => value.GetValueOrDefault(feature.Name))]),
            FeatureRole.Timestamp => Several(feature, [.. times.Select(time => (object?)time)]),
            _ => Single(feature, null).Select(new int[itemRows.Length]),
        }));
    }

    /// <summary>Some rows of other data in the pipeline's columns; a column that it lacks is missing.</summary>
    public Dataset Complete(Dataset rows)
    {
        Feature[] features = [.. schema.Where(f => f.Role != FeatureRole.Label)];
        return new Dataset(new FeatureSchema(features), features.Select(feature => rows.Schema.Contains(feature.Name) ? rows[feature.Name] : Single(feature, null).Select(new int[rows.Count])));
    }

    /// <summary>A row for one user and no item.</summary>
    public Dataset Compose(string? user, IReadOnlyDictionary<string, object?> context) => Compose(user, item: null, context);

    /// <summary>A row for one user and one item, known or not.</summary>
    public Dataset Compose(string? user, string? item, IReadOnlyDictionary<string, object?> context)
    {
        int row = items.RowOf(item);
        return Compose(user, 1, context, feature => row >= 0 ? items.Rows[feature.Name].Select([row]) : Single(feature, feature.Role == FeatureRole.Item ? item : null));
    }

    private Dataset Compose(string? user, int count, IReadOnlyDictionary<string, object?> context, Func<Feature, Column> itemColumn)
    {
        foreach (string name in context.Keys)
        {
            if (!schema.Contains(name) || schema[name].Role is FeatureRole.User or FeatureRole.Item or FeatureRole.ItemFeature or FeatureRole.Label or FeatureRole.Event)
            {
                throw new ArgumentException($"'{name}' is not a context or user feature. Those that can be given: {FeatureSchema.NamesOf(schema.Where(f => f.Role is FeatureRole.UserFeature or FeatureRole.Context or FeatureRole.Timestamp))}.", nameof(context));
            }
        }

        int userRow = users.RowOf(user);
        var repeat = new int[count];
        Feature[] features = [.. schema.Where(f => f.Role != FeatureRole.Label)];
        return new Dataset(new FeatureSchema(features), features.Select(feature => feature.Role switch
        {
            FeatureRole.Item or FeatureRole.ItemFeature => itemColumn(feature),
            _ when context.TryGetValue(feature.Name, out object? given) => Single(feature, given).Select(repeat),
            FeatureRole.UserFeature when userRow >= 0 => users.Rows[feature.Name].Select(Repeated(userRow, count)),
            FeatureRole.User => Single(feature, user).Select(repeat), // the table's column would bring the ids of all users along
            _ => Single(feature, null).Select(repeat),
        }));
    }

    private static int[] Repeated(int value, int count)
    {
        var repeated = new int[count];
        for (int i = 0; i < count; i++) repeated[i] = value;
        return repeated;
    }

    private static Column Single(Feature feature, object? value) => Several(feature, [value]);

    private static Column Several(Feature feature, IReadOnlyList<object?> values)
    {
        var builder = new DatasetBuilder(new FeatureSchema([feature]));
        foreach (object? value in values)
        {
            builder.BeginRow();
            builder.AppendValue(0, value);
        }

        return builder.Build()[feature.Name];
    }
}
