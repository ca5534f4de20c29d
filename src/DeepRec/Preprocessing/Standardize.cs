namespace DeepRec.Preprocessing;

/// <summary>
/// Numbers to mean 0 and standard deviation 1: (x − mean) / sd, of the population (divided by n). Missing values are not counted and stay missing.
/// </summary>
/// <remarks>A column that is constant in training becomes 0, whatever comes later. One pass over each partition. Immutable; safe from many threads.</remarks>
/// <param name="column">A column of one number a row.</param>
public sealed class Standardize(string column) : PreprocessingStep
{
    /// <summary>
    /// How many standard deviations from the mean a result may lie; what lies beyond is set to the limit,
    /// so that one absurd value cannot drown a model's other inputs or overflow it. Above 0, finite.
    /// </summary>
    /// <value>Default 100: by Chebyshev's inequality at most one training row in 10,000 can lie further out.</value>
    public float Limit { get; init => field = value > 0 && float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Limit is above 0 and finite."); } = 100;

    internal override string? OnlyColumn => column;

    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var summary = NumberSummary.Of(training, column);
        return new FittedStandardize(column, summary.Mean, summary.StandardDeviation, Limit);
    }
}
