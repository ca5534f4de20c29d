namespace DeepRec;

/// <summary>Reported after every epoch.</summary>
/// <param name="Epoch">The epoch that ended.</param>
/// <param name="Epochs">How many there may be.</param>
/// <param name="RowsPerSecond">Training rows a second in this epoch, wall clock.</param>
public sealed record TrainingProgress(TrainingEpoch Epoch, int Epochs, double RowsPerSecond);
