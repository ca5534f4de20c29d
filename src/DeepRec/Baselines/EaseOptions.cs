using System.Numerics.Tensors;
using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// A linear autoencoder of histories with a closed form: each item is predicted from all others.
/// <code>
/// G = XᵀX + λI        P = G⁻¹        B = −P / diag(P) by columns, diagonal 0        score(i) = Σ_{j ∈ history} decay^age_j · B_ji
/// </code>
/// X [users × I] is 1 where a user met an item; the newest item has the age 0. Without a history items are ordered by popularity.
/// <para>
/// Costs I³ multiply-adds to fit, memory of two matrices [I × I] meanwhile and of one afterwards, 4 bytes an entry: 12,000 items 1.2 GB and
/// 0.6 GB. H. Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019. Immutable, so safe from many threads.
/// </para>
/// </summary>
public sealed record EaseOptions : RankingModelOptions
{
    /// <summary>How many items can be at most: beyond it a matrix of all pairs is no array any more.</summary>
    internal const int MaximumItems = 46_000;

    /// <summary>λ, the ridge.</summary>
    /// <value>Default 250; above 0. The best lies between 50 and 1000 for data of 10⁵ to 10⁶ interactions.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 or not finite.</exception>
    public double Regularization { get; init => field = Setting.Positive(value); } = 250;

    /// <summary>What an item's weight is multiplied by for each item met after it.</summary>
    /// <value>Default 1: all weigh alike; above 0 up to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double HistoryDecay { get; init => field = Setting.Share(value); } = 1;

    internal override ItemScorer Fit(RankingData data, RankingFit fit)
    {
        int items = data.Interactions.ItemCount;
        if (items > MaximumItems) throw new ArgumentException($"EASE holds a number for each pair of items; {items} items are more than {MaximumItems}. Take ItemKnnOptions or GfCfOptions.", nameof(data));
        var matrix = SparseMatrix.Of(data.Interactions);
        float[] weights = items <= InverseGram.SmallSize
            ? InverseGram.Small(matrix, Regularization, fit.CancellationToken)
            : InverseGram.Large(matrix, Regularization, fit.CancellationToken);
        ToWeights(weights, items);
        return new EaseScorer(HistoryScorer.PopularityOf(data.Interactions), HistoryDecay, weights);
    }

    internal override ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays)
    {
        var stored = new StoredArrays(arrays);
        return new EaseScorer(stored.Floats("popularity", inputs.ItemCount), HistoryDecay, EaseScorer.Join(stored, inputs.ItemCount));
    }

    // P becomes B.
    private static void ToWeights(float[] inverse, int items)
    {
        var factors = new float[items];
        for (int item = 0; item < items; item++) factors[item] = -1 / inverse[(long)item * items + item];
        for (int item = 0; item < items; item++)
        {
            var row = inverse.AsSpan(item * items, items);
            TensorPrimitives.Multiply(row, factors, row);
            row[item] = 0;
        }
    }
}
