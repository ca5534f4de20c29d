namespace DeepRec.Preprocessing;

/// <summary>What fitting a pipeline gave.</summary>
/// <param name="Pipeline">The fitted steps.</param>
/// <param name="Encoded">The training rows as the model reads them.</param>
/// <param name="Kept">The same rows in their raw columns, labels as row steps left them.</param>
/// <param name="Removed">What row steps removed, in order.</param>
public sealed record PreprocessingResult(FittedPipeline Pipeline, Dataset Encoded, Dataset Kept, IReadOnlyList<RowRemoval> Removed);
