namespace DeepRec.Encoders;

/// <summary>
/// What an encoder does to the training rows, said in plain memory: the same vectors as its <c>forward</c>, and the way back of their gradient, without tensors.
/// One thread at a time.
/// </summary>
internal abstract class FusedInput
{
    /// <summary>D, the length of a row's vector.</summary>
    public abstract int Width { get; }

    /// <summary>Where the gradient of its table stands; <see langword="null"/> where there is nothing to learn.</summary>
    public virtual MemoryGradient? Gradient => null;

    /// <summary>
    /// The squared length of the table's gradient for a row as a multiple of that of its vector's gradient: 1 where the vector is one of the table's, Σ_v (m_v s)² where vector v is added m_v times
    /// with a share s; 0 where there is nothing to learn.
    /// </summary>
    /// <param name="row">A place among the training rows.</param>
    public virtual double SquaredShare(int row) => 0;

    /// <summary>Before a step: whatever the optimiser moved is looked at anew.</summary>
    public virtual void Begin() => Gradient?.Clear();

    /// <summary>Puts the vectors of rows.</summary>
    /// <param name="rows">[n], places among the training rows.</param>
    /// <param name="x">[n, D].</param>
    public abstract void Gather(ReadOnlySpan<int> rows, MatrixView x);

    /// <summary>Takes the gradient of those vectors to the table.</summary>
    /// <param name="rows">Those that were gathered last.</param>
    /// <param name="gradient">[n, D].</param>
    public virtual void Scatter(ReadOnlySpan<int> rows, MatrixView gradient)
    {
    }
}
