namespace DeepRec.Preprocessing;

/// <summary>Draws in long tails: sign(x) · ln(1 + |x|), which keeps 0 at 0 and the sign. Missing values stay missing.</summary>
/// <remarks>Learns nothing. For prices, counts, durations; <see cref="Standardize"/> goes well after it.</remarks>
/// <param name="Column">A column of numbers.</param>
public sealed record LogTransform(string Column) : FittedStep
{
    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.With(Column, rows.Column<NumberColumn>(Column).Map(x => (float)(Math.Sign(x) * Math.Log(1 + Math.Abs((double)x)))));
    }
}
