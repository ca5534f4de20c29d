namespace DeepRec.Preprocessing;

/// <summary>
/// A step that has learned what it needs: an immutable record whose properties are its whole state, written to the bundle as JSON.
/// </summary>
/// <remarks>
/// A step that learns nothing can be written as a fitted step at once and added to a pipeline. To save a step of your own, give it a name with
/// <see cref="BundleTypes.RegisterStep{T}(string)"/>. Safe from many threads.
/// </remarks>
public abstract record FittedStep
{
    /// <summary>Changes columns; never adds, drops or reorders rows.</summary>
    /// <param name="rows">Rows with the columns that the step was fitted on. The label may be absent.</param>
    /// <returns>As many rows as came in, in the same order, the label untouched.</returns>
    public abstract Dataset Transform(Dataset rows);

    /// <summary>Whether what it puts in a row depends on one column of that row and on nothing else: a user's part of a row is then the same beside every item.</summary>
    internal virtual bool IsOfOneColumn => OnlyColumn is not null;

    /// <summary>That column, which is all that it reads. It changes or drops no other, and what it adds is named after it. <see langword="null"/> where it is not so.</summary>
    internal virtual string? OnlyColumn => null;

    /// <summary>The column whose raw values it corrects: done twice it does no more than once. <see langword="null"/> where what it makes is for a model alone.</summary>
    internal virtual string? Corrects => null;

    /// <summary>Transforms, and holds the step to what it promised: a row lost here would give every later row another one's answer.</summary>
    internal Dataset TransformChecked(Dataset rows)
    {
        var transformed = Transform(rows);
        if (transformed.Count != rows.Count)
        {
            throw new ArgumentException($"{GetType().Name} made {transformed.Count} rows of {rows.Count}. A step that removes rows derives from {nameof(RowStep)}.");
        }

        if (rows.Schema.Label is { Name: var label } && !(transformed.Schema.Contains(label) && ReferenceEquals(transformed[label], rows[label])))
        {
            throw new ArgumentException($"{GetType().Name} changed the label '{label}', so that predictions would be on another scale than the data. Steps change inputs only: leave the label out, or change it before the data is read.");
        }

        return transformed;
    }
}
