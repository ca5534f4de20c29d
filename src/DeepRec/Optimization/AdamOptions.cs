namespace DeepRec;

/// <summary>
/// Adam: steps scaled by running means of the gradient and of its square.
/// <code>
/// g ← g + λ w
/// m ← β₁ m + (1 − β₁) g
/// v ← β₂ v + (1 − β₂) g²
/// w ← w − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
/// </code>
/// Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015. Immutable, so safe from many threads.
/// </summary>
public sealed record AdamOptions : OptimizerOptions
{
    /// <summary>Adam with the defaults of the paper.</summary>
    public AdamOptions() : base(1e-3)
    {
    }

    /// <summary>The decay β₁ of the running mean of the gradient.</summary>
    /// <value>At least 0 and less than 1. The default is 0.9, as in the paper and in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Beta1 { get; init => field = Setting.Fraction(value); } = 0.9;

    /// <summary>The decay β₂ of the running mean of the squared gradient.</summary>
    /// <value>At least 0 and less than 1. The default is 0.999, as in the paper and in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Beta2 { get; init => field = Setting.Fraction(value); } = 0.999;

    /// <summary>The number ε that keeps the divisor from 0, added after the bias correction.</summary>
    /// <value>At least 1.2E-38, which single precision still holds. The default is 1e-8, as in the paper and in PyTorch; Keras has 1e-7.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Epsilon { get; init => field = Setting.Epsilon(value); } = 1e-8;

    /// <summary>The weight decay λ, added to the gradient as an L2 penalty. <see cref="AdamWOptions"/> decays the weights themselves.</summary>
    /// <value>From 0. The default is 0, as in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double WeightDecay { get; init => field = Setting.NotNegative(value); }

    /// <summary>
    /// Whether of an embedding table only the rows that occur in a step are moved, as <c>torch.optim.SparseAdam</c> does: the step's cost does not grow with the table.
    /// Dense layers go on as ever. Another algorithm than dense Adam, which moves a row on by its running mean while it does not occur: for such rows
    /// m and v stand still, and ε is added to √v before the bias correction. <see cref="WeightDecay"/> then holds back the rows that occur.
    /// </summary>
    /// <value>Default <see langword="false"/>. Worth it from some 10,000 rows on.</value>
    public bool Lazy { get; init; }

    internal override Optimizer CreateOptimizer() => new Adam("adam", Beta1, Beta2, Epsilon, WeightDecay, decoupled: false, Lazy);
}
