namespace DeepRec.Preprocessing;

/// <summary>
/// Puts times of January 1970 where they belong, a thousand times as far from its start: seconds since then were read as milliseconds. The very start is no time, since 0 stands there for
/// a missing one.
/// </summary>
/// <remarks>Learns nothing; other times stay as they are.</remarks>
/// <param name="Column">A column of points in time, such as that of the rows.</param>
public sealed record MendTimeUnit(string Column) : FittedStep
{
    internal override string? OnlyColumn => Column;

    internal override string? Corrects => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var times = rows.Column<DateTimeColumn>(Column);
        return rows.With(Column, new DateTimeColumn(Array.ConvertAll(times.Ticks.ToArray(), TimeUnits.Mend)));
    }
}
