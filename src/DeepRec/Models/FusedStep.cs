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

    /// <summary>Whether <see cref="RunClipped"/> is there.</summary>
    public virtual bool Clips => false;

    /// <summary>The sum, not the mean, of the gradients of rows, each shortened to a bound before it is added; and the sum of their losses before that, without penalties.</summary>
    /// <param name="rows">[B], each once; there may be none.</param>
    /// <param name="step">As for <see cref="Run"/>.</param>
    /// <param name="bound">How long a row's gradient may be, all parameters together.</param>
    /// <param name="lengths">[B]; how long they were.</param>
    public virtual double RunClipped(ReadOnlySpan<int> rows, long step, double bound, Span<double> lengths) => throw new NotSupportedException("This step knows no gradient of a single row.");

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
