namespace DeepRec;

/// <summary>
/// Adagrad: steps scaled by the sum of all squared gradients so far, so that rarely seen weights keep moving.
/// <code>
/// g ← g + λ w
/// s ← s + g²
/// w ← w − η · g / (√s + ε)
/// </code>
/// Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR 12, 2011.
/// Immutable, so safe from many threads.
/// </summary>
public sealed record AdagradOptions : OptimizerOptions
{
    /// <summary>Adagrad with the defaults of PyTorch.</summary>
    public AdagradOptions() : base(1e-2)
    {
    }

    /// <summary>The sum s before the first step.</summary>
    /// <value>From 0. The default is 0, as in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double InitialAccumulator { get; init => field = Setting.NotNegative(value); }

    /// <summary>The number ε that keeps the divisor from 0.</summary>
    /// <value>At least 1.2E-38, which single precision still holds. The default is 1e-10, as in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Epsilon { get; init => field = Setting.Epsilon(value); } = 1e-10;

    /// <summary>The weight decay λ, added to the gradient as an L2 penalty.</summary>
    /// <value>From 0. The default is 0, as in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double WeightDecay { get; init => field = Setting.NotNegative(value); }

    /// <summary>
    /// Whether of an embedding table only the rows that occur in a step are moved: the step's cost does not grow with the table. Without <see cref="WeightDecay"/>, which
    /// then holds back the rows that occur, nothing else changes: a row without a gradient stands still in Adagrad.
    /// </summary>
    /// <value>Default <see langword="false"/>. Worth it from some 10,000 rows on.</value>
    public bool Lazy { get; init; }

    internal override Optimizer CreateOptimizer() => new Adagrad(InitialAccumulator, Epsilon, WeightDecay, Lazy);
}
