namespace DeepRec.Tests;

/// <summary>Rows for splits: the label is the row's number, so that a row can be recognised in a part.</summary>
internal static class SomeRows
{
    public static Dataset Of(params (string? User, long? Seconds)[] rows) => new(
        new FeatureSchema([Feature.User("user"), Feature.Timestamp("at"), Feature.Label("row")]),
        [
            Filled(new CategoryColumnBuilder(), rows.Select(r => (object?)r.User)),
            Filled(new DateTimeColumnBuilder(), rows.Select(r => (object?)r.Seconds)),
            new NumberColumn([.. Enumerable.Range(0, rows.Length).Select(i => (float)i)]),
        ]);

    /// <summary>Rows of two users in turn, a second apart.</summary>
    public static Dataset Count(int count) => Of([.. Enumerable.Range(0, count).Select(i => ((string?)$"u{i % 2}", (long?)i))]);

    public static int[] Numbers(Dataset rows) => Array.ConvertAll(rows.Column<NumberColumn>("row").Values.ToArray(), v => (int)v);

    public static int[] Numbers(TrainingSet rows) => Numbers(rows.Rows);

    private static Column Filled(ColumnBuilder builder, IEnumerable<object?> values)
    {
        foreach (object? value in values) Assert.True(builder.TryAppendValue(value));
        return builder.Build();
    }
}
