namespace DeepRec.Preprocessing;

/// <summary>Removes rows that repeat one of the same user and item within a moment: double clicks, requests sent twice. The first stays.</summary>
/// <remarks>
/// Of a chain of repeats one row stays for each window, counted from the last that stayed. Rows without a user, item or time are left alone.
/// Immutable; safe from many threads.
/// </remarks>
public sealed class DropRepeatedEvents : RowStep
{
    /// <summary>How long after a row another one of the same user and item counts as its repeat, to the tick. Not negative.</summary>
    /// <value>Default 1 second: longer than a double click (half a second on common systems), shorter than coming back on purpose.</value>
    public TimeSpan Window { get; init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Window is not negative."); } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override RowStepResult Apply(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var times = RowGroups.Times(rows, this);
        var filter = new RowFilter(rows, this);
        foreach (var group in RowGroups.ByUserAndItem(rows, this).Where(g => g.Count > 1))
        {
            long? last = null;
            foreach (int row in group.Where(row => !times.IsMissing(row)))
            {
                long now = times.Ticks[row];
                if (now - last <= Window.Ticks) filter.Remove(row, $"repeats a row of the same user and item within {Window:c}");
                else last = now;
            }
        }

        return filter.ToResult();
    }
}
