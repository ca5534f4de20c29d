namespace DeepRec;

/// <summary>Training rows and, behind them, test rows, under one coding of their texts.</summary>
internal sealed class AuditedRows
{
    public AuditedRows(Dataset train, Dataset test, LeakageAuditOptions options)
    {
        (Train, Test, Options) = (train, test, options);
        All = train.Concat(test);
        User = Find<CategoryColumn>(All.Schema.User);
        Item = Find<CategoryColumn>(All.Schema.Item);
        Time = Find<DateTimeColumn>(All.Schema.Timestamp);
        Label = Find<NumberColumn>(All.Schema.Label);
    }

    public Dataset Train { get; }

    public Dataset Test { get; }

    public Dataset All { get; }

    public LeakageAuditOptions Options { get; }

    public CategoryColumn? User { get; }

    public CategoryColumn? Item { get; }

    public DateTimeColumn? Time { get; }

    public NumberColumn? Label { get; }

    /// <summary>The number of training rows: the first row of <see cref="All"/> that is tested on.</summary>
    public int FirstTest => Train.Count;

    private TColumn? Find<TColumn>(Feature? feature) where TColumn : Column => feature is null || Options.IgnoredColumns.Contains(feature.Name) ? null : All[feature.Name] as TColumn;
}
