namespace DeepRec;

/// <summary>
/// How the learning rate changes during training: a pure function of the step, so that a resumed run continues exactly.
/// Derive from it for a schedule of your own. Immutable, so safe from many threads.
/// </summary>
public abstract record LearningRateSchedule
{
    /// <summary>What to multiply <see cref="OptimizerOptions.LearningRate"/> by.</summary>
    /// <param name="step">The step about to be taken, from 0.</param>
    /// <param name="totalSteps">The steps of the whole run, at least 1. A step past them is treated as if it were <paramref name="totalSteps"/>.</param>
    /// <returns>A finite factor from 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative or <paramref name="totalSteps"/> is below 1.</exception>
    public abstract double Factor(long step, long totalSteps);

    /// <summary>Checks the arguments of <see cref="Factor"/>.</summary>
    private protected static void Check(long step, long totalSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(totalSteps);
    }
}
