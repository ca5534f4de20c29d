namespace DeepRec;

/// <summary>The items that a softmax goes over, wherever their vectors lie; block by block, each block more than once.</summary>
internal abstract class SoftmaxItems
{
    /// <summary>N.</summary>
    public abstract int Count { get; }

    /// <summary>Whether several threads may gather and scatter different blocks at once.</summary>
    public abstract bool AreSafe { get; }

    /// <summary>Puts the vectors of a block.</summary>
    /// <param name="first">The place of the block's first item.</param>
    /// <param name="vectors">[n, D].</param>
    public abstract void Gather(int first, MatrixView vectors);

    /// <summary>Takes the gradient of a block's vectors, once for each block.</summary>
    /// <param name="first">As it was gathered.</param>
    /// <param name="gradient">[n, D].</param>
    public abstract void Scatter(int first, MatrixView gradient);
}
