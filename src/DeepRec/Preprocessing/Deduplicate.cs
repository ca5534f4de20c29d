namespace DeepRec.Preprocessing;

/// <summary>Leaves one row for each user and item.</summary>
/// <remarks>Rows without a user or item are left alone. Immutable; safe from many threads.</remarks>
/// <param name="policy">What becomes of the others. Default: the last stays, since it says what the user thinks now.</param>
public sealed class Deduplicate(DuplicatePolicy policy = DuplicatePolicy.KeepLast) : RowStep
{
    /// <inheritdoc/>
    public override RowStepResult Apply(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var filter = new RowFilter(rows, this);
        var labels = policy == DuplicatePolicy.MeanLabel ? RowGroups.Labels(rows, this).Values.ToArray() : null;
        foreach (var group in RowGroups.ByUserAndItem(rows, this).Where(g => g.Count > 1))
        {
            filter.Remove(group[..^1], labels is null ? "an older row of the same user and item" : "merged into the last row of the same user and item");
            labels?[group[^1]] = (float)group.Select(row => (double)labels[row]).Where(label => !double.IsNaN(label)).DefaultIfEmpty(double.NaN).Average();
        }

        if (labels is not null) rows = rows.With(rows.Schema.Label!.Name, new NumberColumn(labels));
        return filter.ToResult(rows);
    }
}
