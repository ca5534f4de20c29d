namespace DeepRec.Preprocessing;

/// <summary>Sets numbers beyond Tukey's fences to the nearer fence: so many interquartile ranges from the quartiles of training. Missing values stay missing.</summary>
/// <remarks>
/// Where the quartiles are equal nothing says how wide the column is, and it is left as it is. Fitting keeps 4 bytes a training row. Fitted, it is a <see cref="Clip"/>. Immutable; safe from
/// many threads.
/// </remarks>
public sealed class ClipOutliers : PreprocessingStep
{
    private readonly string _column;
    private readonly double _ranges;

    /// <summary>States the fences.</summary>
    /// <param name="column">A column of one number a row.</param>
    /// <param name="ranges">How many interquartile ranges; above 0. Default 3, Tukey's outer fence ("Exploratory Data Analysis", 1977), as in <see cref="DataQualityOptions.OutlierRanges"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive, or not finite.</exception>
    public ClipOutliers(string column, double ranges = 3)
    {
        if (!(ranges > 0 && double.IsFinite(ranges))) throw new ArgumentOutOfRangeException(nameof(ranges), ranges, "The number of interquartile ranges is finite and above 0.");
        (_column, _ranges) = (column, ranges);
    }

    internal override string? OnlyColumn => _column;

    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        float[] sorted = Numbers.Sorted(training, _column);
        if (sorted.Length == 0) return new Clip(_column, float.MinValue, float.MaxValue);
        var summary = DeepRec.NumberSummary.Of(sorted, _ranges);
        double reach = _ranges * (summary.ThirdQuartile - summary.FirstQuartile);
        return reach > 0
            ? new Clip(_column, Inside(summary.FirstQuartile - reach, upwards: true), Inside(summary.ThirdQuartile + reach, upwards: false))
            : new Clip(_column, float.MinValue, float.MaxValue);
    }

    // The nearest number of single precision that the fence does not exclude.
    private static float Inside(double fence, bool upwards)
    {
        float near = Numbers.Saturate(fence);
        return upwards ? near < fence ? MathF.BitIncrement(near) : near : near > fence ? MathF.BitDecrement(near) : near;
    }
}
