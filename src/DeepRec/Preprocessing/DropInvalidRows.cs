using System.Globalization;

namespace DeepRec.Preprocessing;

/// <summary>Removes rows that nothing can be learned from: without a user, an item or a label, with a label out of range, or of the future.</summary>
/// <remarks>What the schema does not have is not asked for. Immutable; safe from many threads.</remarks>
public sealed class DropInvalidRows : RowStep
{
    /// <summary>The least label that is valid.</summary>
    /// <value>Default <see langword="null"/>: any.</value>
    public float? MinimumLabel { get; init; }

    /// <summary>The greatest label that is valid.</summary>
    /// <value>Default <see langword="null"/>: any.</value>
    public float? MaximumLabel { get; init; }

    /// <summary>The latest time that is valid. Rows without a time stay.</summary>
    /// <value>Default <see langword="null"/>: any. The clock is not asked.</value>
    public DateTimeOffset? LatestTime { get; init; }

    /// <inheritdoc/>
    public override RowStepResult Apply(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var filter = new RowFilter(rows, this);
        if (rows.Schema.User is { } user) RemoveMissing(filter, RowGroups.Codes(rows, user, "user", this), "no user");
        if (rows.Schema.Item is { } item) RemoveMissing(filter, RowGroups.Codes(rows, item, "item", this), "no item");
        if (rows.Schema.Label is not null)
        {
            var labels = RowGroups.Labels(rows, this);
            RemoveMissing(filter, labels, "no label");
            var all = Enumerable.Range(0, rows.Count);
            if (MinimumLabel is { } minimum) filter.Remove(all.Where(row => labels.Values[row] < minimum), $"label below {minimum.ToString(CultureInfo.InvariantCulture)}");
            if (MaximumLabel is { } maximum) filter.Remove(all.Where(row => labels.Values[row] > maximum), $"label above {maximum.ToString(CultureInfo.InvariantCulture)}");
        }

        if (LatestTime is { } latest && rows.Schema.Timestamp is not null)
        {
            var times = RowGroups.Times(rows, this);
            filter.Remove(Enumerable.Range(0, rows.Count).Where(row => times.Ticks[row] > latest.UtcTicks), $"time after {latest.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}");
        }

        return filter.ToResult();
    }

    private static void RemoveMissing(RowFilter filter, Column column, string reason)
    {
        if (column.MissingCount > 0) filter.Remove(Enumerable.Range(0, column.Count).Where(column.IsMissing), reason);
    }
}
