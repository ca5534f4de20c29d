using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The module of <see cref="FactorizationFusion"/>; its formula stands there.</summary>
internal sealed class Factorization : Fusion
{
    private readonly int _parts; // n
    private readonly int _dimension;
    private readonly PartProjections _projections;

    public Factorization(int dimension, IReadOnlyList<int> widths, ulong seed) : base(nameof(Factorization))
    {
        (_parts, _dimension) = (widths.Count, dimension);
        var random = new SeededRandom(seed);
        register_module("projections", _projections = new PartProjections(widths, dimension, bias: false, ref random));
    }

    public override int OutputWidth => (_parts + 1) * _dimension;

    public override long ExtraMultiplyAdds => (_parts + 1L) * _dimension;

    public override Tensor forward(Tensor[] parts)
    {
        var vectors = _projections.call(parts); // [B, n, D]
        return cat([vectors.reshape(vectors.shape[0], (long)_parts * _dimension), SumOfProducts(vectors)], dim: 1); // [B, n · D], [B, D] → [B, (n + 1) D]
    }

    /// <summary>Σ_{i&lt;j} v_i ⊙ v_j = ½ ((Σ v_i)² − Σ v_i²). [B, n, D] → [B, D].</summary>
    public static Tensor SumOfProducts(Tensor vectors) => (vectors.sum(1).Squared() - vectors.Squared().sum(1)).Times(0.5);
}
