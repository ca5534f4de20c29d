namespace DeepRec.Preprocessing;

/// <summary>Sets numbers outside two quantiles of the training values to the nearer quantile. Missing values stay missing.</summary>
/// <remarks>
/// Quantiles are exact, by linear interpolation (type 7 of Hyndman and Fan 1996); fitting keeps 4 bytes a training row.
/// Fitted, it is a <see cref="Clip"/>. Immutable; safe from many threads.
/// </remarks>
public sealed class Winsorize : PreprocessingStep
{
    private readonly string _column;
    private readonly double _lower;
    private readonly double _upper;

    /// <summary>States the quantiles.</summary>
    /// <param name="column">A column of one number a row.</param>
    /// <param name="lower">In [0, 1). Default 0.01: one row in a hundred may be an accident.</param>
    /// <param name="upper">In (lower, 1]. Default 0.99.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantiles are outside [0, 1] or not in order.</exception>
    public Winsorize(string column, double lower = 0.01, double upper = 0.99)
    {
        if (!(lower >= 0 && lower < 1)) throw new ArgumentOutOfRangeException(nameof(lower), lower, "The lower quantile is in [0, 1).");
        if (!(upper > lower && upper <= 1)) throw new ArgumentOutOfRangeException(nameof(upper), upper, $"The upper quantile is in ({lower}, 1].");
        (_column, _lower, _upper) = (column, lower, upper);
    }

    internal override string? OnlyColumn => _column;

    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        float[] sorted = Numbers.Sorted(training, _column);
        return sorted.Length == 0
            ? new Clip(_column, float.MinValue, float.MaxValue)
            : new Clip(_column, Quantiles.At(sorted, _lower), Quantiles.At(sorted, _upper));
    }
}
