using System.Globalization;

namespace DeepRec.Preprocessing;

/// <summary>Removes rows of the same user and item whose labels contradict one another: largest and smallest differ by more than a tolerance.</summary>
/// <remarks>Rows without a user or item are left alone, and missing labels contradict nothing. Immutable; safe from many threads.</remarks>
public sealed class DropContradictoryRatings : RowStep
{
    /// <summary>By how much labels of one user and item may differ. Not negative.</summary>
    /// <value>Default <see langword="null"/>: half the range of the labels in the data. One label says like, the other dislike; less is a change of mood.</value>
    public float? Tolerance { get; init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Tolerance is not negative."); }

    /// <summary>Whether the last row stays (by time, then by the order of rows), rather than none.</summary>
    /// <value>Default <see langword="false"/>: which of two contradictory rows is true is not known.</value>
    public bool KeepLast { get; init; }

    /// <inheritdoc/>
    public override RowStepResult Apply(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var labels = RowGroups.Labels(rows, this);
        var all = NumberSummary.Of(labels.Values);
        double tolerance = Tolerance ?? (((double)all.Maximum - all.Minimum) / 2);
        string reason = string.Create(CultureInfo.InvariantCulture, $"labels of the same user and item differ by more than {tolerance}");

        var filter = new RowFilter(rows, this);
        foreach (var group in RowGroups.ByUserAndItem(rows, this).Where(g => g.Count > 1))
        {
            var summary = NumberSummary.Of([.. group.Select(row => labels.Values[row])]);
            if ((double)summary.Maximum - summary.Minimum > tolerance) filter.Remove(KeepLast ? group[..^1] : group, reason);
        }

        return filter.ToResult();
    }
}
