namespace DeepRec.Models;

/// <summary>Which of several trainings of one model a training is.</summary>
/// <param name="Name">Stands at the end of its checkpoint's name.</param>
/// <param name="Epochs">In place of the trainer's; or none.</param>
/// <param name="LearningRate">Of Adam, in place of the trainer's optimiser; or none.</param>
internal sealed record TrainingStage(string Name, int? Epochs = null, double? LearningRate = null)
{
    /// <summary>The same within a model of several parts.</summary>
    public static TrainingStage Within(string part, TrainingStage? stage) =>
        stage is null ? new TrainingStage(part) : stage with { Name = $"{part}.{stage.Name}" };
}
