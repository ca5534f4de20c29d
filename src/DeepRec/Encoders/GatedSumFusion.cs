namespace DeepRec.Encoders;

/// <summary>
/// A sum whose weights the row decides: y = Σ_i g_i (W_i x_i + c_i), g = σ(V [x₁ … x_n] + b) or the softmax of it; F = D. A part that says nothing in a
/// row, such as a missing text, can be shut out.
/// </summary>
/// <remarks>Arevalo et al., "Gated Multimodal Units for Information Fusion" (2017), with one gate for a part in the place of one for each of its numbers.</remarks>
public sealed record GatedSumFusion : FusionOptions
{
    /// <summary>D, what each part is projected to.</summary>
    /// <value>Default 32; 1 or more.</value>
    public int Dimension { get; init => field = Length(value); } = 32;

    /// <summary>How gates come from their logits.</summary>
    /// <value>Default <see cref="FusionGate.Sigmoid"/>.</value>
    public FusionGate Gate { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Gate is none of the named ones."); } = FusionGate.Sigmoid;

    internal override Fusion Create(IReadOnlyList<int> widths, ulong seed) => new GatedSum(this, widths, seed);
}
