namespace DeepRec.Models;

/// <summary>
/// A model's loss and all its gradients for some training rows in one go, in plain memory and without autograd: the short way of what its <c>Loss</c> and a
/// backward pass give. After a first step it allocates nothing that grows with the model. One thread at a time.
/// </summary>
internal abstract class FusedStep : IDisposable
{
    /// <summary>Where the gradients stand after <see cref="Run"/>.</summary>
    public abstract IReadOnlyList<MemoryGradient> Gradients { get; }

    /// <summary>The mean loss of rows, without penalties, and the gradients of loss and penalties.</summary>
    /// <param name="rows">[B], places among the training rows.</param>
    /// <param name="step">Since the training began, from 0: what is drawn in it is a function of it.</param>
    public abstract double Run(ReadOnlySpan<int> rows, long step);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
