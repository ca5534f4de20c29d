namespace DeepRec.Preprocessing;

/// <summary>Mean and standard deviation of a column, fitted.</summary>
internal sealed record FittedStandardize(string Column, double Mean, double StandardDeviation, float Limit) : FittedStep
{
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.With(Column, Numbers.Of(rows, Column).Map(StandardDeviation == 0
            ? _ => 0
            : value => (float)Math.Clamp((value - Mean) / StandardDeviation, -Limit, Limit)));
    }
}
