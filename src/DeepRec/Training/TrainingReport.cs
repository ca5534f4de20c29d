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
    IReadOnlyList<TrainingEpoch> History, int BestEpoch, bool StoppedEarly, int Rows, long Steps, double RowsPerSecond, double CpuSeconds, long PeakMemoryBytes);
