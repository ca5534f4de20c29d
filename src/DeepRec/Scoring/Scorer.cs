namespace DeepRec;

/// <summary>The one seam through which anything is scored, in evaluation, in serving and when a bundle is checked.</summary>
/// <remarks>Safe from many threads at once.</remarks>
internal abstract class Scorer : IDisposable
{
    /// <summary>One score for each row.</summary>
    /// <param name="encoded">Rows as they leave the pipeline.</param>
    /// <param name="scores">Shape [rows]; filled.</param>
    public abstract void Score(Dataset encoded, Span<float> scores);

    public abstract void Dispose();
}
