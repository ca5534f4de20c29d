namespace DeepRec;

/// <summary>
/// The learning rate rises in a line over the first W = ⌊<see cref="WarmupFraction"/> · totalSteps⌉ steps and falls in a line after them:
/// factor = (step + 1) / (W + 1) while step &lt; W, then 1 − (1 − final) · (step − W) / (totalSteps − W).
/// It is 1 exactly once, at step W, and just above the final factor at the last step. Immutable, so safe from many threads.
/// </summary>
/// <remarks>
/// Warm-up: Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017. The first factor is not 0, so no step is wasted.
/// </remarks>
public sealed record LinearSchedule : LearningRateSchedule
{
    /// <summary>The part of the run in which the rate rises.</summary>
    /// <value>At least 0 and less than 1. The default is 0: no warm-up.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double WarmupFraction { get; init => field = Setting.Fraction(value); }

    /// <summary>The factor that the line falls to.</summary>
    /// <value>At least 0 and at most 1. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double FinalFactor
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(FinalFactor), value, "FinalFactor must be from 0 to 1.");
    }

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps)
    {
        Check(step, totalSteps);
        var warmup = Math.Min((long)Math.Round(WarmupFraction * totalSteps), totalSteps - 1);
        if (step < warmup)
            return (step + 1) / (double)(warmup + 1);
        var progress = (Math.Min(step, totalSteps) - warmup) / (double)(totalSteps - warmup);
        return 1 - ((1 - FinalFactor) * progress);
    }
}
