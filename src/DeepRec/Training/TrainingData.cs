using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>Encoded rows for a training.</summary>
/// <param name="Training">Rows to learn from, as they leave the pipeline, label included.</param>
/// <param name="Inputs">The columns that reach the model.</param>
/// <param name="Validation">Rows to watch by, transformed by the same pipeline; or none.</param>
public sealed record TrainingData(Dataset Training, IReadOnlyList<FeatureInput> Inputs, Dataset? Validation = null);
