using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// Matrix factorisation of what was met and what was not, the latter with less confidence, by alternating least squares.
/// <code>
/// min Σ_ui c_ui (p_ui − ⟨x_u, y_i⟩)² + λ (Σ_u ‖x_u‖² + Σ_i ‖y_i‖²)
/// x_u = (YᵀY + λI + α Σ_{i ∈ u} y_i y_iᵀ)⁻¹ (1 + α) Σ_{i ∈ u} y_i        y_i likewise        score(i) = ⟨x, y_i⟩
/// </code>
/// p = 1 and c = 1 + α where user u met item i, however often; else p = 0 and c = 1. A request's x comes from its history by the same equation, so
/// that users who were not there in training are served alike. Without a history items are ordered by popularity.
/// <para>
/// Y. Hu, Y. Koren and C. Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008. Immutable, so safe from many threads.
/// </para>
/// </summary>
public sealed record ImplicitAlsOptions : RankingModelOptions
{
    /// <summary>The length K of x and y.</summary>
    /// <value>Default 64; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Dimension { get; init => field = Setting.AtLeastOne(value); } = 64;

    /// <summary>How often both sides are solved.</summary>
    /// <value>Default 10, as in the paper; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Iterations { get; init => field = Setting.AtLeastOne(value); } = 10;

    /// <summary>α, how much more what was met counts.</summary>
    /// <value>Default 40, as in the paper; above 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 or not finite.</exception>
    public double Confidence { get; init => field = Setting.Positive(value); } = 40;

    /// <summary>λ, the ridge.</summary>
    /// <value>Default 10; above 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 or not finite.</exception>
    public double Regularization { get; init => field = Setting.Positive(value); } = 10;

    internal override ItemScorer Fit(RankingData data, RankingFit fit) =>
        new ImplicitAlsScorer(HistoryScorer.PopularityOf(data.Interactions), this, new AlternatingLeastSquares(SparseMatrix.Of(data.Interactions), this, fit).Run().Items);

    internal override ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays)
    {
        using (WeightBudget.Of(arrays)) WeightBudget.Take("normal equations", 2, Dimension, Dimension); // of float64
        var stored = new StoredArrays(arrays);
        return new ImplicitAlsScorer(stored.Floats("popularity", inputs.ItemCount), this, stored.Floats("items", inputs.ItemCount, Dimension));
    }
}
