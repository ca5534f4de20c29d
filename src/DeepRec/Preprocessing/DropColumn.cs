namespace DeepRec.Preprocessing;

/// <summary>Leaves out a column, so that no model reads it. The recommender's tables keep it, for filters and answers.</summary>
/// <remarks>Learns nothing.</remarks>
/// <param name="Column">Any column but the label; one that is not there is no error.</param>
public sealed record DropColumn(string Column) : FittedStep
{
    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Schema.Contains(Column) ? rows.Without(Column) : rows;
    }
}
