using static DeepRec.DataQualityWords;

namespace DeepRec;

/// <summary>Suggests what can be done about whole rows. Each repair is counted on the rows as those before it would leave them. Not for several threads.</summary>
internal sealed class RowRepairs
{
    private readonly DataQualityReport _report;
    private readonly DataQualityOptions _options;
    private readonly FeatureSchema _schema;
    private readonly CategoryColumn? _users;
    private readonly CategoryColumn? _items;
    private readonly DateTimeColumn? _times;
    private readonly NumberColumn? _label;
    private readonly bool _isAsRead; // no id and no time is meant otherwise
    private int[] _left;

    public RowRepairs(Dataset rows, DataQualityReport report, DataQualityOptions options)
    {
        (_report, _options, _schema, _left) = (report, options, rows.Schema, [.. Enumerable.Range(0, rows.Count)]);
        (_users, _items) = (Ids(rows, _schema.User), Ids(rows, _schema.Item));
        _label = _schema.Label is { } label ? rows[label.Name] as NumberColumn : null;
        _times = _schema.Timestamp is { } time && rows[time.Name] is DateTimeColumn times ? new DateTimeColumn(Array.ConvertAll(times.Ticks.ToArray(), TimeUnits.Mend)) : null;
        _isAsRead = report.Times is not { InWrongUnit: > 0 } && (_schema.User is not { } user || ReferenceEquals(_users, rows[user.Name])) && (_schema.Item is not { } item || ReferenceEquals(_items, rows[item.Name]));
    }

    public IEnumerable<DataRepair> Find()
    {
        if (_report.Times is { InWrongUnit: > 0 and var wrong })
        {
            yield return new DataRepair(DataRepairKind.MendTimeUnit, _schema.Timestamp!.Name, wrong, $"{Rows(wrong, _report.Rows)} a time '{_schema.Timestamp.Name}' in January 1970.", "MendTimeUnit would take it for seconds that were read as milliseconds, and its very first moment for no time. Not where the data is that old or its times are made up.");
        }

        foreach (var repair in Invalid().Concat(Duplicates()).Concat(Rare())) yield return repair;
    }

    private IEnumerable<DataRepair> Invalid()
    {
        foreach (var (column, feature, what) in new[] { (_users, _schema.User, "user"), (_items, _schema.Item, "item") })
        {
            if (column is null || Drop(column.IsMissing) is not (> 0 and var rows)) continue;
            yield return new DataRepair(DataRepairKind.DropRowsWithoutId, feature!.Name, rows, $"{Rows(rows, _report.Rows)} no {what}.", "DropInvalidRows would leave them out of the training.");
        }

        if (_label is not null && Drop(_label.IsMissing) is > 0 and var unlabelled)
        {
            yield return new DataRepair(DataRepairKind.DropRowsWithoutLabel, _schema.Label!.Name, unlabelled, $"{Rows(unlabelled, _report.Rows)} no label '{_schema.Label.Name}'.", "DropInvalidRows would leave them out of the training.");
        }

        if (_label is not null && Drop(row => _label.Values[row] < _options.MinimumLabel || _label.Values[row] > _options.MaximumLabel) is > 0 and var outside)
        {
            yield return new DataRepair(DataRepairKind.DropLabelsOutOfRange, _schema.Label!.Name, outside, $"{Rows(outside, _report.Rows)} a label '{_schema.Label.Name}' outside {End(_options.MinimumLabel)}…{End(_options.MaximumLabel)}.", "DropInvalidRows would leave them out of the training.") { Options = _options };
        }

        if (_times is not null && _options.Latest is { } latest && Drop(row => _times.Ticks[row] > latest.UtcTicks) is > 0 and var late)
        {
            yield return new DataRepair(DataRepairKind.DropLateRows, _schema.Timestamp!.Name, late, $"{Rows(late, _report.Rows)} a time '{_schema.Timestamp.Name}' after {Time(latest)}.", "DropInvalidRows would leave them out of the training. Where a whole source is ahead, correct its clock instead.") { Options = _options };
        }
    }

    // With labels a pair of user and item has one opinion; without, events may come again, but not at the same moment.
    private IEnumerable<DataRepair> Duplicates()
    {
        if (_users is null || _items is null) yield break;
        var found = _isAsRead && _left.Length == _users.Count ? _report.Duplicates! : DuplicateRows.Of(Left(_users), Left(_items), _label is null ? null : Left(_label), _times is null ? null : Left(_times));
        if (found.Pairs == _left.Count(row => !_users.IsMissing(row) && !_items.IsMissing(row))) yield break;
        if (_label is null && _times is not null)
        {
            if (found.AtOneTime == 0) yield break;
            var events = new HashSet<(int, int, long)>();
            Drop(row => !_users.IsMissing(row) && !_items.IsMissing(row) && !_times.IsMissing(row) && !events.Add((_users.Codes[row], _items.Codes[row], _times.Ticks[row])));
            yield return new DataRepair(DataRepairKind.DropRepeatedEvents, null, found.AtOneTime, $"{Rows(found.AtOneTime, _report.Rows)} the user, item and time of another.", "DropRepeatedEvents would leave one of them in the training. Not where a row has no other sign of how much there was.");
            yield break;
        }

        var pairs = new HashSet<(int, int)>();
        int more = Drop(row => !_users.IsMissing(row) && !_items.IsMissing(row) && !pairs.Add((_users.Codes[row], _items.Codes[row])));
        bool mean = _label is not null && _times is null && found.ContradictoryPairs > 0;
        string which = mean ? "one with the mean of their labels" : _times is null ? "the last in order" : "the last in time";
        string contradicting = found.ContradictoryPairs > 0 ? $", {Count(found.ContradictoryPairs, "pair")} with labels that contradict each other" : "";
        yield return new DataRepair(DataRepairKind.Deduplicate, null, more, $"{Rows(more, _report.Rows)} the user and item of another{contradicting}.", $"Deduplicate would leave {which} in the training. Not where each of them happened and counts.") { MeanLabel = mean };
    }

    private IEnumerable<DataRepair> Rare()
    {
        if (_users is null || _items is null) yield break;
        int kept = FewRows.CountKept(Left(_users), Left(_items), _options.FewRows), gone = _left.Length - kept;
        if (gone == 0 || kept == 0) yield break; // nothing would be left
        yield return new DataRepair(DataRepairKind.DropRareIds, null, gone, $"{Rows(gone, _report.Rows)} a user or an item that has fewer than {Count(_options.FewRows, "row")}, or comes to have when others go.", "KCore would leave them out of the training. Not where such users and items are to be served: then they are what there is to learn from.") { Options = _options };
    }

    private int Drop(Func<int, bool> isWrong)
    {
        int before = _left.Length;
        _left = Array.FindAll(_left, row => !isWrong(row));
        return before - _left.Length;
    }

    private TColumn Left<TColumn>(TColumn column) where TColumn : Column => _left.Length == column.Count ? column : (TColumn)column.Select(_left);

    // By what they mean.
    private CategoryColumn? Ids(Dataset rows, Feature? feature)
    {
        if (feature is null || rows[feature.Name] is not CategoryColumn column) return null;
        var quality = _report.Columns.Single(c => c.Feature == feature);
        if (quality.Garbled > 0) column = column.Rewrite(TextForms.Mend);
        return quality.Untidy > 0 ? column.Rewrite(text => TextForms.Tidy(text, quality.Letters)) : column;
    }
}
