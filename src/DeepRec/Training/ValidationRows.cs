namespace DeepRec;

/// <summary>Holds rows back to watch a training by.</summary>
internal static class ValidationRows
{
    /// <summary>The newest rows where rows have a time, else rows drawn at random.</summary>
    public static (TrainingSet Training, Dataset Validation) HoldBack(TrainingSet training, TrainerOptions options) =>
        training.Schema.Timestamp is null
            ? Split.Validation(training, options.ValidationFraction, options.Seed)
            : Split.ValidationByTime(training, options.ValidationFraction);
}
