namespace DeepRec;

/// <summary>Weights that stand in a column of the data, such as how far a row is trusted, or how often it happened.</summary>
public sealed record ColumnWeights : RowWeights
{
    /// <summary>Names the column.</summary>
    /// <param name="column">A number. Mark it <see cref="FeatureRole.Event"/>, so that no model of ratings reads it; rows to evaluate or predict then need the column too, missing, unless no step names it. The label may be taken.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public ColumnWeights(string column)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        Column = column;
    }

    /// <summary>The column that holds the weights.</summary>
    public string Column { get; }

    /// <exception cref="ArgumentException">There is no such number, or the model would read it as what is known beforehand.</exception>
    /// <inheritdoc/>
    protected override float[] Weigh(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var numbers = rows[Column] as NumberColumn;
        if (numbers is not { Width: 1 }) throw new ArgumentException($"Column '{Column}' is no number, and so no weight. Name a number.");
        if (rows.Schema[Column].Role == FeatureRole.Context) throw new ArgumentException($"Column '{Column}' is a context, which the model reads and requests would have to bring. Mark it as FeatureRole.Event: what is known only afterwards.");
        return numbers.Values.ToArray();
    }
}
