namespace DeepRec;

/// <summary>
/// Adam with decoupled weight decay: the weights shrink by themselves, outside the running means.
/// <code>
/// w ← w (1 − η λ)
/// m ← β₁ m + (1 − β₁) g
/// v ← β₂ v + (1 − β₂) g²
/// w ← w − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
/// </code>
/// Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019. Immutable, so safe from many threads.
/// </summary>
public sealed record AdamWOptions : OptimizerOptions
{
    /// <summary>AdamW with the defaults of PyTorch.</summary>
    public AdamWOptions() : base(1e-3)
    {
    }

    /// <summary>The decay β₁ of the running mean of the gradient.</summary>
    /// <value>At least 0 and less than 1. The default is 0.9, as in Adam's paper and in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Beta1 { get; init => field = Setting.Fraction(value); } = 0.9;

    /// <summary>The decay β₂ of the running mean of the squared gradient.</summary>
    /// <value>At least 0 and less than 1. The default is 0.999, as in Adam's paper and in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Beta2 { get; init => field = Setting.Fraction(value); } = 0.999;

    /// <summary>The number ε that keeps the divisor from 0, added after the bias correction.</summary>
    /// <value>At least 1.2E-38, which single precision still holds. The default is 1e-8, as in Adam's paper and in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Epsilon { get; init => field = Setting.Epsilon(value); } = 1e-8;

    /// <summary>The weight decay λ: each step multiplies the weights by 1 − ηλ.</summary>
    /// <value>From 0. The default is 0.01, as in PyTorch.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double WeightDecay { get; init => field = Setting.NotNegative(value); } = 0.01;

    internal override Optimizer CreateOptimizer() => new Adam("adamw", Beta1, Beta2, Epsilon, WeightDecay, decoupled: true);
}
