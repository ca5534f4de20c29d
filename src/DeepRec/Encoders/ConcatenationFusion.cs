namespace DeepRec.Encoders;

/// <summary>Side by side: y = [x₁ … x_n], F = D₁ + … + D_n. Nothing is learned here; what parts have to do with each other is left to the layers that follow.</summary>
public sealed record ConcatenationFusion : FusionOptions
{
    internal override Fusion Create(IReadOnlyList<int> widths, ulong seed) => new Concatenation(widths);
}
