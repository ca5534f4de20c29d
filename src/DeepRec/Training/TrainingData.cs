using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>Encoded rows for a training.</summary>
/// <param name="Training">Rows to learn from, as they leave the pipeline, label included.</param>
/// <param name="Inputs">The columns that reach the model.</param>
/// <param name="Validation">Rows to watch by, transformed by the same pipeline; or none.</param>
public sealed record TrainingData(Dataset Training, IReadOnlyList<FeatureInput> Inputs, Dataset? Validation = null)
{
    /// <summary>How much each training row counts in the loss, in any unit: they are scaled to a mean of 1. Such as <see cref="RowWeights.Of"/> the rows before they were encoded. Validation rows count alike.</summary>
    /// <value>Default: empty, all alike. One for each training row, finite, 0 or more, not all 0.</value>
    public IReadOnlyList<float> Weights { get; init => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];
}
