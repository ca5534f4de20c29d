namespace DeepRec.Models;

/// <summary>A function applied to each number of a layer's output.</summary>
public enum Activation
{
    /// <summary>z.</summary>
    Identity,

    /// <summary>max(z, 0).</summary>
    ReLU,

    /// <summary>z where positive, else 0.01 z.</summary>
    LeakyReLU,

    /// <summary>z where positive, else eᶻ − 1.</summary>
    Elu,

    /// <summary>z Φ(z), Φ the standard normal distribution.</summary>
    Gelu,

    /// <summary>z σ(z).</summary>
    Silu,

    /// <summary>tanh z.</summary>
    Tanh,

    /// <summary>σ(z) = 1 / (1 + e⁻ᶻ).</summary>
    Sigmoid,
}
