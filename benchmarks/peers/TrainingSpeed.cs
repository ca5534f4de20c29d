namespace DeepRec.Peers;

/// <summary>What came of training some epochs.</summary>
/// <param name="RowsPerSecond">Rows by the process' CPU time.</param>
/// <param name="Loss">The mean squared error of the last epoch's batches.</param>
internal sealed record TrainingSpeed(double RowsPerSecond, double Loss);
