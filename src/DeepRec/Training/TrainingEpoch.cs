namespace DeepRec;

/// <summary>One pass over the training rows.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Loss">The mean training loss over its rows, without penalties, while weights moved.</param>
/// <param name="ValidationLoss">The loss of the validation rows after it; <see langword="null"/> without any.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="Duration">Wall-clock time, validation included.</param>
public sealed record TrainingEpoch(int Number, double Loss, double? ValidationLoss, double LearningRate, TimeSpan Duration);
