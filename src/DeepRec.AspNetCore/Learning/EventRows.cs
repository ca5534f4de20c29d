using System.Globalization;

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
            object?[] values = [.. events.Select(one => one.Event.Values.GetValueOrDefault(feature.Name))];
            if (ColumnOf(feature, values) is { } column) columns.Add((feature, column));
        }

        return new Dataset(new FeatureSchema(columns.Select(column => column.Feature)), columns.Select(column => column.Column));
    }

    // What is none of the column's kind is missing: one bad event must not hold up all others.
    private static Column? ColumnOf(Feature feature, object?[] values) => feature.Kind switch
    {
        FeatureKind.Category => Categories(Array.ConvertAll(values, value => value is string or bool or double or float or int or long ? Convert.ToString(value, CultureInfo.InvariantCulture) : null)),
        FeatureKind.Number when (feature.Width ?? 1) == 1 => new NumberColumn(Array.ConvertAll(values, value => value is double or float or int or long or decimal ? Convert.ToSingle(value, CultureInfo.InvariantCulture) : float.NaN), 1),
        _ => null,
    };

    private static CategoryColumn Categories(string?[] texts)
    {
        string[] distinct = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)];
        return new CategoryColumn(Array.ConvertAll(texts, text => text is null ? CategoryColumn.Missing : Array.IndexOf(distinct, text)), distinct);
    }

    private sealed record Row<TUser, TItem>([User] TUser User, [Item] TItem Item, [Timestamp] DateTimeOffset? At);
}
