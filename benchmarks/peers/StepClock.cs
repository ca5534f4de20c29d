using System.Diagnostics;

namespace DeepRec.Peers;

/// <summary>A schedule that leaves the learning rate as it is and looks at the clock: a trainer asks it before each step.</summary>
/// <param name="WarmUp">Steps that do not count.</param>
/// <param name="Wall">Whether the wall's clock is looked at, not the process' CPU time.</param>
internal sealed record StepClock(int WarmUp, bool Wall = false) : LearningRateSchedule
{
    private TimeSpan _first;
    private TimeSpan _last;
    private long _steps;

    /// <summary>Steps a second of that clock, from the first that counts to the last one's start.</summary>
    public double StepsPerSecond => _steps / (_last - _first).TotalSeconds;

    /// <summary>What the clock says.</summary>
    public static TimeSpan Now(bool wall) => wall ? Stopwatch.GetElapsedTime(0) : Environment.CpuUsage.TotalTime;

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps)
    {
        _last = Now(Wall);
        if (step == WarmUp) _first = _last;
        _steps = step - WarmUp;
        return 1;
    }
}
