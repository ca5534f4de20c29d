namespace DeepRec.Preprocessing;

/// <summary>A column that carries each row's position through steps that remove rows.</summary>
internal static class RowNumbers
{
    // Not a name that a file's header can have: headers hold no control characters.
    private static readonly Feature Feature = DeepRec.Feature.Category("\u0001row", FeatureRole.Context);

    public static Dataset Add(Dataset rows) => rows.With(Feature, new IdColumn([.. Enumerable.Range(0, rows.Count)], Math.Max(1, rows.Count)));

    public static ReadOnlySpan<int> Of(Dataset rows) => rows.Column<IdColumn>(Feature.Name).Ids;

    public static ReadOnlySpan<int> Of(Dataset rows, RowStep step) => rows.Schema.Contains(Feature.Name)
        ? Of(rows)
        : throw new ArgumentException($"{step.GetType().Name} lost columns of its rows. Return the rows that stay by Dataset.Select.", nameof(rows));

    public static Dataset Remove(Dataset rows) => rows.Without(Feature.Name);
}
