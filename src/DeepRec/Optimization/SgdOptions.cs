namespace DeepRec;

/// <summary>
/// Stochastic gradient descent, with momentum if asked for.
/// <code>
/// g ← g + λ w
/// b ← μ b + g            (b = 0 before the first step)
/// w ← w − η b            or, with Nesterov's form,  w ← w − η (g + μ b)
/// </code>
/// Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning", ICML 2013;
/// the velocity is not scaled by the learning rate, as in PyTorch. Immutable, so safe from many threads.
/// </summary>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>Plain gradient descent.</summary>
    public SgdOptions() : base(1e-3)
    {
    }

    /// <summary>The momentum μ: how much of the last velocity b is kept.</summary>
    /// <value>At least 0 and less than 1. The default is 0, as in PyTorch: no momentum and no memory for it.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Momentum { get; init => field = Setting.Fraction(value); }

    /// <summary>Whether the step looks ahead along the new velocity. Without <see cref="Momentum"/> it changes nothing.</summary>
    /// <value>The default is <see langword="false"/>, as in PyTorch.</value>
    public bool Nesterov { get; init; }

    /// <summary>The weight decay λ, added to the gradient as an L2 penalty.</summary>
    /// <value>From 0. The default is 0, as in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double WeightDecay { get; init => field = Setting.NotNegative(value); }

    internal override Optimizer CreateOptimizer() => Momentum == 0 ? new Sgd(WeightDecay) : new MomentumSgd(Momentum, Nesterov, WeightDecay);
}
