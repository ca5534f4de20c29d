namespace DeepRec;

/// <summary>
/// The learning rate drops at regular steps: factor = <see cref="Decay"/>^⌊step / <see cref="EverySteps"/>⌋, as PyTorch's <c>StepLR</c>.
/// Immutable, so safe from many threads.
/// </summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>How many steps pass between two drops.</summary>
    /// <value>At least 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public required long EverySteps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, nameof(EverySteps));
            field = value;
        }
    }

    /// <summary>What each drop multiplies the rate by.</summary>
    /// <value>Above 0 and at most 1. The default is 0.1, as in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Decay
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Decay), value, "Decay must be above 0 and at most 1.");
    } = 0.1;

    /// <inheritdoc/>
    /// <remarks><paramref name="totalSteps"/> has no influence.</remarks>
    public override double Factor(long step, long totalSteps)
    {
        Check(step, totalSteps);
        return Math.Pow(Decay, step / EverySteps);
    }
}
