namespace DeepRec.Preprocessing;

/// <summary>One step of a <see cref="PreprocessingPipeline"/>: settings that become a <see cref="FittedStep"/> by looking at a training set.</summary>
/// <remarks>Deriving: read what you need from <see cref="TrainingSet.Partitions"/> and return a record. Immutable; safe from many threads.</remarks>
public abstract class PreprocessingStep
{
    /// <summary>The column that is all it learns from, and all that its fitted form reads, changes or adds columns to. <see langword="null"/> where it is not so.</summary>
    internal virtual string? OnlyColumn => null;

    /// <summary>Learns from the training set, as the steps before left it.</summary>
    /// <exception cref="ArgumentException">A column is absent or of another kind.</exception>
    public abstract FittedStep Fit(TrainingSet training);
}
