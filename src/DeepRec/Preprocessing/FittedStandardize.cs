namespace DeepRec.Preprocessing;

/// <summary>Mean and standard deviation of a column, fitted.</summary>
internal sealed record FittedStandardize(string Column, double Mean, double StandardDeviation, float Limit) : FittedStep
{
    public double Mean { get; } = double.IsFinite(Mean) ? Mean : throw new ArgumentOutOfRangeException(nameof(Mean), Mean, $"Column '{Column}': the mean is finite.");

    public double StandardDeviation { get; } = StandardDeviation >= 0 && double.IsFinite(StandardDeviation) ? StandardDeviation : throw new ArgumentOutOfRangeException(nameof(StandardDeviation), StandardDeviation, $"Column '{Column}': the standard deviation is finite and not negative.");

    public float Limit { get; } = Limit > 0 && float.IsFinite(Limit) ? Limit : throw new ArgumentOutOfRangeException(nameof(Limit), Limit, $"Column '{Column}': the limit is above 0 and finite.");

    internal override string? OnlyColumn => Column;

    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.With(Column, Numbers.Of(rows, Column).Map(StandardDeviation == 0
            ? _ => 0
            : value => (float)Math.Clamp((value - Mean) / StandardDeviation, -Limit, Limit)));
    }
}
