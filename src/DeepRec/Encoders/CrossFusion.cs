namespace DeepRec.Encoders;

/// <summary>
/// Cross layers over the parts side by side: x₀ = [x₁ … x_n], x_{l+1} = x₀ ⊙ (W_l x_l + b_l) + x_l, y = x_L: products of up to L + 1 numbers, F = D₁ + … + D_n.
/// With <see cref="Rank"/> r, W_l = U_l V_l with V_l ∈ ℝ^{r × F}.
/// </summary>
/// <remarks>Wang et al., "DCN V2: Improved Deep &amp; Cross Network" (WWW 2021).</remarks>
public sealed record CrossFusion : FusionOptions
{
    /// <summary>L, how many cross layers there are.</summary>
    /// <value>Default 2; 1 to 16.</value>
    public int Layers { get; init => field = value is >= 1 and <= 16 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Layers is 1 to 16."); } = 2;

    /// <summary>r, the rank of each layer's matrix; <see langword="null"/> for a full one.</summary>
    /// <value>Default <see langword="null"/>; 1 or more. Below F/2 it saves memory and time; the paper uses F/4.</value>
    public int? Rank { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Rank is 1 or more."); }

    internal override Fusion Create(IReadOnlyList<int> widths, ulong seed) => new Cross(this, widths, seed);
}
