namespace DeepRec.Encoders;

/// <summary>
/// Products of all pairs, pooled: v_i = W_i x_i ∈ ℝ^D, y = [v₁ … v_n, s], s = Σ_{i&lt;j} v_i ⊙ v_j = ½ ((Σ v_i)² − Σ v_i²), squares number by number;
/// F = (n + 1) D.
/// </summary>
/// <remarks>Rendle, "Factorization Machines" (ICDM 2010); its pooling as a layer: He and Chua, "Neural Factorization Machines" (SIGIR 2017).</remarks>
public sealed record FactorizationFusion : FusionOptions
{
    /// <summary>D, what each part is projected to.</summary>
    /// <value>Default 32; 1 or more.</value>
    public int Dimension { get; init => field = Length(value); } = 32;

    internal override Fusion Create(IReadOnlyList<int> widths, ulong seed) => new Factorization(Dimension, widths, seed);
}
