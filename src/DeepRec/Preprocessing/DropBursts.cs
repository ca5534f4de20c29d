using System.Globalization;

namespace DeepRec.Preprocessing;

/// <summary>Removes bursts: rows of one user that come faster than a person acts. All rows of a burst go.</summary>
/// <remarks>
/// A burst is more than <see cref="MaximumEvents"/> rows of one user less than <see cref="Window"/> apart from first to last.
/// Sites where many items are rated on one page have honest bursts: raise the limit there. Rows without a user or time are left alone.
/// Immutable; safe from many threads.
/// </remarks>
public sealed class DropBursts : RowStep
{
    /// <summary>How many rows of a user a window may hold. 1 or more.</summary>
    /// <value>Default 100: in a minute, one every 0.6 seconds without a pause, which is a script or an import.</value>
    public int MaximumEvents { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumEvents is 1 or more."); } = 100;

    /// <summary>The length of the window. Above zero.</summary>
    /// <value>Default 1 minute.</value>
    public TimeSpan Window { get; init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Window is above zero."); } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override RowStepResult Apply(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var times = RowGroups.Times(rows, this);
        var filter = new RowFilter(rows, this);
        string reason = string.Create(CultureInfo.InvariantCulture, $"in a burst of more than {MaximumEvents} rows of one user within {Window:c}");
        foreach (var group in RowGroups.ByUser(rows, this).Where(g => g.Count > MaximumEvents))
        {
            int[] timed = [.. group.Where(row => !times.IsMissing(row))];
            for (int end = MaximumEvents, next = 0; end < timed.Length; end++)
            {
                int start = end - MaximumEvents;
                if (times.Ticks[timed[end]] - times.Ticks[timed[start]] >= Window.Ticks) continue;
                filter.Remove(timed[Math.Max(start, next)..(end + 1)], reason);
                next = end + 1;
            }
        }

        return filter.ToResult();
    }
}
