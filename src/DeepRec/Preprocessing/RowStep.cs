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
