namespace DeepRec;

/// <summary>What came of a training.</summary>
/// <param name="History">Every epoch in order, those before a resumption included.</param>
/// <param name="BestEpoch">The epoch whose weights the model has now: the best by validation where <see cref="TrainerOptions.Patience"/> is set, else the last.</param>
/// <param name="StoppedEarly">Whether patience ended it.</param>
/// <param name="Rows">Training rows an epoch.</param>
/// <param name="Steps">Optimiser steps in all.</param>
/// <param name="RowsPerSecond">Training rows a second over this run, wall clock, validation included.</param>
/// <param name="CpuSeconds">Processor time of the whole process during this run.</param>
/// <param name="PeakMemoryBytes">The largest working set of the process so far.</param>
public sealed record TrainingReport(
    IReadOnlyList<TrainingEpoch> History, int BestEpoch, bool StoppedEarly, int Rows, long Steps, double RowsPerSecond, double CpuSeconds, long PeakMemoryBytes)
{
    /// <summary>Whether its steps passed autograd by: see <see cref="TrainerOptions.Fused"/>. Of several trainings in one, whether all did.</summary>
    public bool Fused { get; init; }

    /// <summary>What it told of a row or a user; <see langword="null"/> where <see cref="TrainerOptions.Privacy"/> was not set. The losses in <see cref="History"/> have no noise: they are for whoever may see the rows.</summary>
    public PrivacySpent? Privacy { get; init; }

    /// <summary>This training and the next of the same whole, as one: epochs are counted on, and the best is the next one's.</summary>
    internal TrainingReport Then(TrainingReport next)
    {
        double seconds = Seconds + next.Seconds;
        return next with
        {
            History = [.. History, .. next.History.Select(epoch => epoch with { Number = History.Count + epoch.Number })],
            BestEpoch = History.Count + next.BestEpoch,
            StoppedEarly = StoppedEarly || next.StoppedEarly,
            Steps = Steps + next.Steps,
            RowsPerSecond = seconds > 0 ? ((RowsPerSecond * Seconds) + (next.RowsPerSecond * next.Seconds)) / seconds : next.RowsPerSecond,
            CpuSeconds = CpuSeconds + next.CpuSeconds,
            Fused = Fused && next.Fused,
        };
    }

    private double Seconds => History.Sum(epoch => epoch.Duration.TotalSeconds);
}
