namespace DeepRec.Preprocessing;

/// <summary>The newest time of training, in UTC ticks; <see cref="DateTimeColumn.Missing"/> where none was known.</summary>
internal sealed record FittedExampleAge(string Column, long Newest) : FittedStep
{
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var times = rows.Column<DateTimeColumn>(Column);
        var ages = new float[times.Count];
        for (int row = 0; row < ages.Length; row++)
        {
            if (!times.IsMissing(row) && times.Ticks[row] < Newest) ages[row] = (float)((Newest - times.Ticks[row]) / (double)TimeSpan.TicksPerDay);
        }

        return Derived.Add(rows, Column, ".age", FeatureKind.Number, new NumberColumn(ages));
    }
}
