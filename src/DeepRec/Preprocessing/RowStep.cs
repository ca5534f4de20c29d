namespace DeepRec.Preprocessing;

/// <summary>A step that removes or merges training rows. It acts once, while a pipeline is fitted: rows to be scored are never removed.</summary>
public abstract class RowStep : PreprocessingStep
{
    /// <summary>Removes or merges rows. Of their columns only the label may change, as when rows are merged.</summary>
    /// <param name="rows">Training rows, as the steps before left them.</param>
    /// <returns>The rows that stay, with how many were removed and why.</returns>
    public abstract RowStepResult Apply(Dataset rows);

    /// <summary>Nothing is learned: rows to be scored pass unchanged.</summary>
    public sealed override FittedStep Fit(TrainingSet training) => new Unchanged();
}

/// <summary>What a <see cref="RowStep"/> left.</summary>
/// <param name="Kept">The rows that stay.</param>
/// <param name="Removed">What was removed, by reason; empty when nothing was.</param>
public sealed record RowStepResult(Dataset Kept, IReadOnlyList<RowRemoval> Removed);

/// <summary>How many rows a step removed for one reason.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Rows">How many.</param>
public sealed record RowRemoval(string Step, string Reason, int Rows);

/// <summary>The fitted form of a step that only acts on training rows.</summary>
internal sealed record Unchanged : FittedStep
{
    public override Dataset Transform(Dataset rows) => rows;
}
