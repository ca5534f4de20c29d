namespace DeepRec.Preprocessing;

/// <summary>Numbers from their range in training, smallest to largest, to a range of your own. Missing values stay missing.</summary>
/// <remarks>low + (x − min) / (max − min) · (high − low). A column that is constant in training becomes low. Immutable; safe from many threads.</remarks>
public sealed class ScaleToRange : PreprocessingStep
{
    private readonly string _column;
    private readonly float _low;
    private readonly float _high;

    /// <summary>States the range.</summary>
    /// <param name="column">A column of one number a row.</param>
    /// <param name="low">What the smallest value becomes. Default 0.</param>
    /// <param name="high">What the largest value becomes. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite.</exception>
    public ScaleToRange(string column, float low = 0, float high = 1)
    {
        if (!float.IsFinite(low)) throw new ArgumentOutOfRangeException(nameof(low), low, "The range is finite.");
        if (!(high > low) || !float.IsFinite(high)) throw new ArgumentOutOfRangeException(nameof(high), high, $"The range ends above its start {low}, and is finite.");
        (_column, _low, _high) = (column, low, high);
    }

    /// <summary>Whether a value outside the range seen in training is set to its end, rather than continue the line.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool ClipOutside { get; init; } = true;

    internal override string? OnlyColumn => _column;

    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var summary = NumberSummary.Of(training, _column);
        return new FittedScaleToRange(_column, summary.Minimum, summary.Maximum, _low, _high, ClipOutside);
    }
}
