namespace DeepRec.AspNetCore;

/// <summary>Makes rows to learn from of events.</summary>
internal static class EventRows
{
    /// <summary>One row an event, in the columns of the schema for the ids, the time, and the values that some event has.</summary>
    /// <param name="schema">The raw columns of a recommender.</param>
    /// <param name="events">At least one; with times.</param>
    public static Dataset Of<TUser, TItem>(FeatureSchema schema, IReadOnlyList<LoggedEvent<TUser, TItem>> events)
        where TUser : notnull
        where TItem : notnull
    {
        var plain = Dataset.From(events.Select(one => new Row<TUser, TItem>(one.User, one.Event.Item, one.Event.At)));
        var columns = new List<(Feature Feature, Column Column)> { (schema.User!, plain["User"]), (schema.Item!, plain["Item"]) };
        if (schema.Timestamp is { } time) columns.Add((time, plain["At"]));
        foreach (var feature in schema.Where(f => f.Role is FeatureRole.Event or FeatureRole.Context or FeatureRole.Label && events.Any(one => one.Event.Values.ContainsKey(f.Name))))
        {
            if (feature.Kind == FeatureKind.Vector || feature.Width > 1) continue; // no log keeps numbers side by side
            columns.Add((feature, ColumnOf(feature, events.Select(one => one.Event.Values.GetValueOrDefault(feature.Name)))));
        }

        return new Dataset(new FeatureSchema(columns.Select(column => column.Feature)), columns.Select(column => column.Column));
    }

    /// <summary>An event without the values that are none of a recommender's columns of events.</summary>
    public static RecentEvent<TItem> Suited<TItem>(FeatureSchema schema, RecentEvent<TItem> done)
        where TItem : notnull => done with { Values = done.Values.Where(value => IsSuited(schema, value.Key, value.Value)).ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal) };

    private static bool IsSuited(FeatureSchema schema, string name, object? value)
    {
        if (!schema.Contains(name) || schema[name] is not { Role: FeatureRole.Event } feature) return false;
        var builder = new DatasetBuilder(new FeatureSchema([feature]));
        builder.BeginRow();
        return TryAppend(builder, value);
    }

    // Values are read as those of a request are. What is none of the column is missing: one bad event must not hold up all others.
    private static Column ColumnOf(Feature feature, IEnumerable<object?> values)
    {
        var builder = new DatasetBuilder(new FeatureSchema([feature]));
        foreach (object? value in values)
        {
            builder.BeginRow();
            if (!TryAppend(builder, value)) builder.AppendValue(0, null);
        }

        return builder.Build()[feature.Name];
    }

    private static bool TryAppend(DatasetBuilder builder, object? value)
    {
        try
        {
            builder.AppendValue(0, value);
            return true;
        }
        catch (DatasetException)
        {
            return false;
        }
    }

    private sealed record Row<TUser, TItem>([User] TUser User, [Item] TItem Item, [Timestamp] DateTimeOffset? At);
}
