namespace DeepRec;

/// <summary>
/// The learning rate falls along half a cosine, slowly at both ends:
/// factor = min + (1 − min) · (1 + cos(π · step / totalSteps)) / 2.
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, without restarts.
/// Immutable, so safe from many threads.
/// </summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>The factor that the curve ends at.</summary>
    /// <value>At least 0 and less than 1. The default is 0, as in PyTorch's <c>CosineAnnealingLR</c>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double MinimumFactor { get; init => field = Setting.Fraction(value); }

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps)
    {
        Check(step, totalSteps);
        var progress = Math.Min(step, totalSteps) / (double)totalSteps;
        return MinimumFactor + ((1 - MinimumFactor) * (1 + Math.Cos(Math.PI * progress)) / 2);
    }
}
