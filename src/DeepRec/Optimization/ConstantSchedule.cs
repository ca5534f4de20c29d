namespace DeepRec;

/// <summary>The learning rate stays as it is. Immutable, so safe from many threads.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    /// <returns>Always 1.</returns>
    public override double Factor(long step, long totalSteps)
    {
        Check(step, totalSteps);
        return 1;
    }
}
