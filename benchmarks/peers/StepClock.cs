namespace DeepRec.Peers;

/// <summary>A schedule that leaves the learning rate as it is and looks at the clock: a trainer asks it before each step.</summary>
/// <param name="WarmUp">Steps that do not count.</param>
internal sealed record StepClock(int WarmUp) : LearningRateSchedule
{
    private TimeSpan _first;
    private TimeSpan _last;
    private long _steps;

    /// <summary>Steps a second of the process' CPU time, from the first that counts to the last one's start.</summary>
    public double StepsPerSecond => _steps / (_last - _first).TotalSeconds;

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps)
    {
        _last = Environment.CpuUsage.TotalTime;
        if (step == WarmUp) _first = _last;
        _steps = step - WarmUp;
        return 1;
    }
}
