using System.Globalization;

namespace DeepRec.Preprocessing;

/// <summary>Removes all rows of users who act like machines: too many rows within a day, or too large a share of all rows.</summary>
/// <remarks>Rows without a user are left alone; the daily rate is not judged where the schema has no timestamp. Immutable; safe from many threads.</remarks>
public sealed class DropBotLikeUsers : RowStep
{
    /// <summary>How many rows a user may have within any 24 hours. 1 or more.</summary>
    /// <value>Default 1,000: about one a minute through 16 waking hours. <see langword="null"/> is no limit.</value>
    public int? MaximumRowsPerDay { get; init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumRowsPerDay is 1 or more."); } = 1000;

    /// <summary>Which share of all rows a user may have, in (0, 1].</summary>
    /// <value>Default <see langword="null"/>: no limit, since one user in a small data set rightly has a large share.</value>
    public double? MaximumShare { get; init => field = value is null or (> 0 and <= 1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumShare is in (0, 1]."); }

    /// <inheritdoc/>
    public override RowStepResult Apply(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var times = rows.Schema.Timestamp is null ? null : RowGroups.Times(rows, this);
        var filter = new RowFilter(rows, this);
        foreach (var group in RowGroups.ByUser(rows, this))
        {
            if (MaximumRowsPerDay is { } perDay && times is not null && ExceedsInADay(group, times, perDay))
            {
                filter.Remove(group, string.Create(CultureInfo.InvariantCulture, $"user with more than {perDay} rows within 24 hours"));
            }
            else if (MaximumShare is { } share && group.Count > share * rows.Count)
            {
                filter.Remove(group, string.Create(CultureInfo.InvariantCulture, $"user with more than {share} of all rows"));
            }
        }

        return filter.ToResult();
    }

    private static bool ExceedsInADay(ArraySegment<int> group, DateTimeColumn times, int limit)
    {
        int first = 0;
        while (first < group.Count && times.IsMissing(group[first])) first++; // those without a time come first
        for (int end = first + limit; end < group.Count; end++)
        {
            if (times.Ticks[group[end]] - times.Ticks[group[end - limit]] < TimeSpan.TicksPerDay) return true;
        }

        return false;
    }
}
