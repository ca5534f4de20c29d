using System.Text.Json.Serialization;

namespace DeepRec.Encoders;

/// <summary>How the vectors of several encoders, x₁ … x_n with x_i ∈ ℝ^D_i, become one y ∈ ℝ^F.</summary>
[JsonDerivedType(typeof(ConcatenationFusion), "concatenation")]
[JsonDerivedType(typeof(GatedSumFusion), "gated-sum")]
[JsonDerivedType(typeof(AttentionFusion), "attention")]
[JsonDerivedType(typeof(FactorizationFusion), "factorization")]
[JsonDerivedType(typeof(CrossFusion), "cross")]
public abstract record FusionOptions
{
    private protected FusionOptions()
    {
    }

    /// <summary>Reads the one that learns nothing; of others <see langword="null"/>.</summary>
    internal static FusionOptions? FromJson(JsonTree tree)
    {
        var fields = new JsonFields(tree);
        return fields.Text("$type") == "concatenation" && fields.AreWhole ? new ConcatenationFusion() : null;
    }

    /// <summary>Builds the module with its start values.</summary>
    /// <param name="widths">D₁ … D_n, at least one.</param>
    /// <param name="seed">Governs the start values.</param>
    internal abstract Fusion Create(IReadOnlyList<int> widths, ulong seed);

    /// <summary>Checks a length that parts are projected to.</summary>
    private protected static int Length(int dimension) =>
        dimension > 0 ? dimension : throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "Dimension is 1 or more.");
}
