using System.Text.Json.Nodes;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

/// <summary>Small datasets and what is asked of them.</summary>
internal static class Rows
{
    public const float Missing = float.NaN;

    public static Dataset Numbers(string name, params float[] values) => Of((Feature.Number(name), new NumberColumn(values)));

    public static Dataset Categories(string name, params string?[] values) => Of((Feature.Category(name), Category(values)));

    public static Dataset Times(string name, params string?[] values) => Of((Feature.DateTime(name), Time(values)));

    public static Dataset Of(params (Feature Feature, Column Column)[] columns) => new(new FeatureSchema(columns.Select(c => c.Feature)), columns.Select(c => c.Column));

    /// <summary>Events of one user and one item a row, with a label and a second.</summary>
    public static Dataset Events(params (string? User, string? Item, float Label, double? Second)[] events) => Of(
        (Feature.User("user"), Category([.. events.Select(e => e.User)])),
        (Feature.Item("item"), Category([.. events.Select(e => e.Item)])),
        (Feature.Label("label"), new NumberColumn([.. events.Select(e => e.Label)])),
        (Feature.Timestamp("at"), new DateTimeColumn([.. events.Select(e => e.Second is { } s ? Start.AddSeconds(s).Ticks : DateTimeColumn.Missing)])));

    private static DateTime Start => new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Column Category(params string?[] values) => Build(new CategoryColumnBuilder(), values);

    public static Column Several(params string?[] values) => Build(new CategoriesColumnBuilder('|'), values);

    public static Column Time(params string?[] values) => Build(new DateTimeColumnBuilder(), values);

    public static FittedStep Fit(PreprocessingStep step, Dataset training) => step.Fit(new TrainingSet(training));

    /// <summary>The numbers of a column after a step was fitted on the same rows.</summary>
    public static float[] NumbersAfter(PreprocessingStep step, Dataset training, string column) => NumbersOf(Fit(step, training).Transform(training), column);

    public static float[] NumbersOf(Dataset rows, string column) => rows.Column<NumberColumn>(column).Values.ToArray();

    public static int[] IdsOf(Dataset rows, string column) => rows.Column<IdColumn>(column).Ids.ToArray();

    public static string?[] TextsOf(Dataset rows, string column) => [.. Enumerable.Range(0, rows.Count).Select(rows[column].TextAt)];

    /// <summary>Written to JSON and read back.</summary>
    public static FittedStep Reloaded(FittedStep step) => FittedSteps.Types.Read(JsonNode.Parse(FittedSteps.Types.Write(step).ToJsonString(Json.Options)));

    public static void AssertSame(Dataset expected, Dataset actual)
    {
        Assert.Equal(expected.Schema, actual.Schema);
        foreach (string name in expected.Schema.Select(f => f.Name))
        {
            Assert.Equal(expected[name].GetType(), actual[name].GetType());
            Assert.Equal(TextsOf(expected, name), TextsOf(actual, name));
            if (expected[name] is IdColumn ids) Assert.Equal(ids.Cardinality, actual.Column<IdColumn>(name).Cardinality);
        }
    }

    private static Column Build(ColumnBuilder builder, string?[] values)
    {
        foreach (string? value in values) Assert.True(builder.TryAppendText(value));
        return builder.Build();
    }
}
