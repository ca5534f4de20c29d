namespace DeepRec;

/// <summary>A scorer in plain memory: without libtorch, and after the first calls on a thread without allocation.</summary>
/// <remarks>Weights are as they were when it was made.</remarks>
internal abstract class RowScorer : Scorer
{
    /// <summary>The score of one row.</summary>
    /// <exception cref="ArgumentException">Ids or numbers are not those of the model's inputs.</exception>
    public abstract float Score(EncodedRow row);
}
