namespace DeepRec.Preprocessing;

/// <summary>Columns that a step makes of another one.</summary>
internal static class Derived
{
    /// <summary>What a derived column is about: what its source is about; of an id, a property of its owner; of the row's time, the moment.</summary>
    public static FeatureRole Role(Feature source) => source.Role switch
    {
        FeatureRole.User => FeatureRole.UserFeature,
        FeatureRole.Item => FeatureRole.ItemFeature,
        FeatureRole.Timestamp => FeatureRole.Context,
        var role => role,
    };

    /// <summary>Adds a column beside its source.</summary>
    /// <exception cref="ArgumentException">A column of the name is there already.</exception>
    public static Dataset Add(Dataset rows, string source, string suffix, FeatureKind kind, Column column)
    {
        string name = source + suffix;
        if (rows.Schema.Contains(name)) throw new ArgumentException($"A step on '{source}' adds the column '{name}', which is there already. Rename that one, or remove a step that is stated twice.", nameof(source));
        return rows.With(new Feature(name, kind, Role(rows.Schema[source])), column);
    }
}
