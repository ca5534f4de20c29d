namespace DeepRec;

/// <summary>The state of a dataset before training: what is missing, repeated, contradictory, useless or out of range. Print it.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record DataQualityReport
{
    private DataQualityReport(IReadOnlyList<ColumnQuality> columns) => Columns = columns;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private init; }

    /// <summary>Each column, in the schema's order.</summary>
    public IReadOnlyList<ColumnQuality> Columns { get; }

    /// <summary>The values to be predicted, if the schema names them.</summary>
    public LabelQuality? Label { get; private init; }

    /// <summary>Rows of the same user and item, if the schema names both.</summary>
    public DuplicateRows? Duplicates { get; private init; }

    /// <summary>The times of the rows, if the schema names them.</summary>
    public TimeQuality? Times { get; private init; }

    /// <summary>How the rows spread over users, if the schema names them.</summary>
    public IdQuality? Users { get; private init; }

    /// <summary>How the rows spread over items, if the schema names them.</summary>
    public IdQuality? Items { get; private init; }

    /// <summary>Pairs of user and item that have a row, as a share of all pairs of a user and an item that have rows: from 0 to 1. <see langword="null"/> without users or items.</summary>
    public double? Density => Duplicates is { } duplicates && Users is { Count: > 0 } users && Items is { Count: > 0 } items ? duplicates.Pairs / ((double)users.Count * items.Count) : null;

    /// <summary>What stands out, in plain sentences, the gravest first. Empty where nothing does.</summary>
    public IReadOnlyList<string> Findings { get; private init; } = [];

    /// <summary>
    /// What can be done, in the order in which it is done: each counted on rows as those before would leave them. Nothing is done: add what is right to a pipeline. Look again after: a repair
    /// may lay bare what it hid.
    /// </summary>
    public IReadOnlyList<DataRepair> Repairs { get; private init; } = [];

    /// <summary>Looks at a dataset before preprocessing. A million rows take a few seconds.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="options">What is worth a finding; default: see there.</param>
    public static DataQualityReport Of(Dataset rows, DataQualityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= DataQualityOptions.Default;
        var schema = rows.Schema;
        ColumnQuality[] columns = [.. schema.Select(feature => ColumnInspection.Inspect(feature, rows[feature.Name], options))];
        var users = Find<CategoryColumn>(rows, schema.User);
        var items = Find<CategoryColumn>(rows, schema.Item);
        var label = Find<NumberColumn>(rows, schema.Label);
        var times = Find<DateTimeColumn>(rows, schema.Timestamp);
        var report = new DataQualityReport(columns)
        {
            Rows = rows.Count,
            Label = label is null ? null : ColumnInspection.InspectLabel(columns.Single(c => c.Feature == schema.Label), label, options),
            Duplicates = users is null || items is null ? null : DuplicateRows.Of(users, items, label, times),
            Times = times is null ? null : TimeQuality.Of(times, options.Latest),
            Users = users is null ? null : IdQuality.Of(users, Find<CategoryColumn>(rows.Users, rows.Users?.Schema.User), options.FewRows),
            Items = items is null ? null : IdQuality.Of(items, Find<CategoryColumn>(rows.Items, rows.Items?.Schema.Item), options.FewRows),
        };
        return report with
        {
            Findings = [.. DataQualityFindings.Of(report, options)],
            Repairs = rows.Count == 0 ? [] : [.. ColumnRepairs.OfTexts(report), .. new RowRepairs(rows, report, options).Find(), .. ColumnRepairs.OfValues(report, options)],
        };
    }

    /// <summary>The findings, what can be done about them, then the figures as tables.</summary>
    public override string ToString() => DataQualityText.Write(this);

    private static TColumn? Find<TColumn>(Dataset? rows, Feature? feature) where TColumn : Column => rows is null || feature is null ? null : rows[feature.Name] as TColumn;
}
