namespace DeepRec.Encoders;

/// <summary>
/// Attention over parts, each a token t_i = W_i x_i + c_i of D numbers. With a learned query q, for each head
/// y = W_o [Σ_i α_i v_i] + b_o, α = softmax_i(⟨q, k_i⟩ / √(D/H)), k_i = W_k t_i + b_k, v_i = W_v t_i + b_v; F = D.
/// With <see cref="SelfAttention"/> every token asks, q_j = W_q t_j + b_q, and y is the mean over j of t_j + W_o [Σ_i α_ji v_i] + b_o.
/// </summary>
/// <remarks>
/// Vaswani et al., "Attention Is All You Need" (NeurIPS 2017). A learned query that pools: Lee et al., "Set Transformer" (ICML 2019); features as tokens:
/// Song et al., "AutoInt" (CIKM 2019).
/// </remarks>
public sealed record AttentionFusion : FusionOptions
{
    /// <summary>D, the length of a token.</summary>
    /// <value>Default 32; a multiple of <see cref="Heads"/>.</value>
    public int Dimension { get; init => field = Length(value); } = 32;

    /// <summary>H, how many heads share the D numbers.</summary>
    /// <value>Default 1; 1 or more.</value>
    public int Heads { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Heads is 1 or more."); } = 1;

    /// <summary>Whether tokens attend to each other rather than one learned query to all of them.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool SelfAttention { get; init; }

    internal override Fusion Create(IReadOnlyList<int> widths, ulong seed) =>
        Dimension % Heads == 0 ? new PartAttention(this, widths, seed) : throw new ArgumentException($"AttentionFusion parts Dimension {Dimension} among {Heads} heads. Set one to a multiple of the other.");
}
