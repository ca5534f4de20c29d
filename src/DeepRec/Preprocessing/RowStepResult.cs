namespace DeepRec.Preprocessing;

/// <summary>What a <see cref="RowStep"/> left.</summary>
/// <param name="Kept">The rows that stay.</param>
/// <param name="Removed">What was removed, by reason; empty when nothing was.</param>
public sealed record RowStepResult(Dataset Kept, IReadOnlyList<RowRemoval> Removed);
