namespace WebShop;

/// <summary>How far the training is.</summary>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="Epoch">The epoch that ended last.</param>
/// <param name="Epochs">How many there may be.</param>
/// <param name="Loss">The loss of that epoch.</param>
/// <param name="Failure">Why the last one failed.</param>
public sealed record TrainingState(bool IsRunning, int Epoch = 0, int Epochs = 0, double? Loss = null, string? Failure = null);
