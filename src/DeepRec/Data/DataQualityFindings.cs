using static DeepRec.DataQualityWords;

namespace DeepRec;

/// <summary>Puts what stands out in a data-quality report into sentences, the gravest first.</summary>
internal static class DataQualityFindings
{
    public static IEnumerable<string> Of(DataQualityReport report, DataQualityOptions options) => report.Rows == 0
        ? ["There are no rows."]
        : [.. OfLabel(report, options), .. OfIds(report), .. OfDuplicates(report), .. OfTimes(report, options), .. OfTexts(report), .. report.Columns.SelectMany(c => OfColumn(c, options)), .. OfSpread(report, options)];

    private static IEnumerable<string> OfLabel(DataQualityReport report, DataQualityOptions options)
    {
        if (report.Label is not { } label) yield break;
        string name = label.Column.Feature.Name;
        if (label.OutOfRange > 0) yield return $"{Rows(label.OutOfRange, report.Rows)} a label '{name}' outside {End(options.MinimumLabel)}…{End(options.MaximumLabel)}.";
        if (label.Column.Missing > 0) yield return $"{Rows(label.Column.Missing, report.Rows)} no label '{name}'.";
        if (label.Column.IsConstant) yield return $"All labels '{name}' are {Number(label.Column.Numbers!.Mean)}: there is nothing to predict.";
    }

    private static IEnumerable<string> OfIds(DataQualityReport report)
    {
        if (report.Users is { RowsWithoutId: > 0 } users) yield return $"{Rows(users.RowsWithoutId, report.Rows)} no user.";
        if (report.Items is { RowsWithoutId: > 0 } items) yield return $"{Rows(items.RowsWithoutId, report.Rows)} no item.";
        if (report.Users is { WithoutEntry: > 0 } strangers) yield return $"{Count(strangers.WithoutEntry, "user")} with {Count(strangers.RowsWithoutEntry, "row")} {Have(strangers.WithoutEntry)} no entry in the table of users.";
        if (report.Items is { WithoutEntry: > 0 } unknown) yield return $"{Count(unknown.WithoutEntry, "item")} with {Count(unknown.RowsWithoutEntry, "row")} {Have(unknown.WithoutEntry)} no entry in the table of items.";
    }

    private static IEnumerable<string> OfDuplicates(DataQualityReport report)
    {
        if (report.Duplicates is not { } duplicates) yield break;
        if (duplicates.ContradictoryPairs > 0)
        {
            yield return $"{Count(duplicates.ContradictoryPairs, "pair")} of user and item with {Count(duplicates.ContradictoryRows, "row")} {(duplicates.ContradictoryPairs == 1 ? "contradicts itself" : "contradict themselves")}: same user, same item, another label.";
        }

        if (duplicates.Repeated > 0) yield return $"{Count(duplicates.Repeated, "row")} ({Share(duplicates.Repeated, report.Rows)}) {(duplicates.Repeated == 1 ? "repeats" : "repeat")} the user, item and label of another row.";
    }

    private static IEnumerable<string> OfTimes(DataQualityReport report, DataQualityOptions options)
    {
        if (report.Times is { Missing: > 0 } times) yield return $"{Rows(times.Missing, report.Rows)} no time: a split by time cannot place them.";
        if (report.Times is { InWrongUnit: > 0 and var wrong }) yield return $"{Rows(wrong, report.Rows)} a time in January 1970: seconds read as milliseconds, or none.";
        if (report.Times is { Late: > 0 and var late }) yield return $"{Rows(late, report.Rows)} a time after {Time(options.Latest!.Value)}.";
    }

    private static IEnumerable<string> OfTexts(DataQualityReport report)
    {
        foreach (var column in report.Columns.Where(c => c.Garbled > 0)) yield return $"{Rows(column.Garbled, report.Rows)} a garbled text in '{column.Feature.Name}': UTF-8 that was read as Windows-1252.";
        foreach (var column in report.Columns.Where(c => c.Untidy > 0)) yield return $"{Rows(column.Untidy, report.Rows)} a value in '{column.Feature.Name}' with stray blanks or invisible characters, or a rarer spelling of another one.";
    }

    private static IEnumerable<string> OfColumn(ColumnQuality column, DataQualityOptions options)
    {
        if (column.Feature.Role is FeatureRole.Label or FeatureRole.User or FeatureRole.Item or FeatureRole.Timestamp) yield break;
        string name = column.Feature.Name;
        if (column.Missing == column.Rows) yield return $"'{name}' has no value in any row: leave it out.";
        else if (column.IsConstant && column.Missing == 0) yield return $"'{name}' has the same value in every row: it teaches nothing.";
        else if (column.IsConstant) yield return $"'{name}' has the same value in every row that has one ({Share(column.Missing, column.Rows)} have none).";
        else if (column.Missing > 0 && column.MissingShare >= options.MissingShare) yield return $"'{name}' is missing in {Share(column.Missing, column.Rows)} of the rows.";
        if (column.IsNearUnique) yield return $"'{name}' has {Count(column.Distinct, "value")} in {Count(column.Rows - column.Missing, "row")}: as a category it is of no use.";
        if (column.Numbers is { Outliers: > 0 } numbers)
        {
            double reach = options.OutlierRanges * (numbers.ThirdQuartile - numbers.FirstQuartile);
            yield return $"'{name}' has {Count(numbers.Outliers, "outlier")} outside {Number(numbers.FirstQuartile - reach)}…{Number(numbers.ThirdQuartile + reach)}.";
        }
    }

    private static IEnumerable<string> OfSpread(DataQualityReport report, DataQualityOptions options)
    {
        if (report.Users is { WithFewRows: > 0 } users) yield return $"{Count(users.WithFewRows, "user")} of {Integer(users.Count)} ({Share(users.WithFewRows, users.Count)}) {Have(users.WithFewRows)} fewer than {Count(options.FewRows, "row")}.";
        if (report.Items is { WithFewRows: > 0 } items) yield return $"{Count(items.WithFewRows, "item")} of {Integer(items.Count)} ({Share(items.WithFewRows, items.Count)}) {Have(items.WithFewRows)} fewer than {Count(options.FewRows, "row")}.";
        if (report.Items is { EntriesWithoutRows: > 0 } cold) yield return $"{Count(cold.EntriesWithoutRows, "item")} of the table of items {Have(cold.EntriesWithoutRows)} no row.";
        if (report.Users is { EntriesWithoutRows: > 0 } silent) yield return $"{Count(silent.EntriesWithoutRows, "user")} of the table of users {Have(silent.EntriesWithoutRows)} no row.";
    }
}
