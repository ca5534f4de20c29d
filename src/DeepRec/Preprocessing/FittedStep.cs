namespace DeepRec.Preprocessing;

/// <summary>
/// A step that has learned what it needs: an immutable record whose properties are its whole state, written to the bundle as JSON.
/// </summary>
/// <remarks>
/// A step that learns nothing can be written as a fitted step at once and added to a pipeline. To save a step of your own, give it a name with
/// <see cref="BundleTypes.Register{T}(string)"/>. Safe from many threads.
/// </remarks>
public abstract record FittedStep
{
    /// <summary>Changes columns; never adds, drops or reorders rows.</summary>
    /// <param name="rows">Rows with the columns that the step was fitted on. The label may be absent.</param>
    /// <returns>As many rows as came in, in the same order.</returns>
    public abstract Dataset Transform(Dataset rows);
}
