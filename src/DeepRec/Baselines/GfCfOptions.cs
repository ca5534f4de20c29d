using System.Numerics.Tensors;
using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// Graph filtering: a history is smoothed over the graph of users and items, by its neighbours and by its low frequencies. Nothing is trained.
/// <code>
/// R̃ = D_u^−½ X D_i^−½ ≈ U S Vᵀ        score = x (R̃ᵀR̃) + α · x D_i^−½ V Vᵀ D_i^½
/// </code>
/// X [users × I] is 1 where a user met an item, D_u and D_i count its rows and columns, x is the history. Without a history, or one of items that
/// nobody met, items are ordered by popularity.
/// <para>
/// Y. Shen, Y. Wu, Y. Zhang, C. Shan, J. Zhang, K. B. Letaief and D. Li, "How Powerful is Graph Convolution for Recommendation?", CIKM 2021, which
/// the defaults come from. Immutable, so safe from many threads.
/// </para>
/// </summary>
public sealed record GfCfOptions : RankingModelOptions
{
    /// <summary>How many singular vectors V has.</summary>
    /// <value>Default 256; 1 or more, at most as many as there are users or items.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Dimension { get; init => field = Setting.AtLeastOne(value); } = 256;

    /// <summary>α, the weight of low frequencies.</summary>
    /// <value>Default 0.3; from 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double LowFrequencies { get; init => field = Setting.NotNegative(value); } = 0.3;

    /// <summary>What an item's weight in x is multiplied by for each item met after it.</summary>
    /// <value>Default 1: all weigh alike; above 0 up to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double HistoryDecay { get; init => field = Setting.Share(value); } = 1;

    internal override ItemScorer Fit(RankingData data, RankingFit fit)
    {
        fit.CancellationToken.ThrowIfCancellationRequested();
        var met = SparseMatrix.Of(data.Interactions);
        float[] users = Counts(met), items = Counts(met.Transpose());
        var normalized = met.Scaled(Roots(users), Roots(items));
        return new GfCfScorer(HistoryScorer.PopularityOf(data.Interactions), HistoryDecay, normalized, Factors(normalized, items, fit));
    }

    internal override ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays)
    {
        var stored = new StoredArrays(arrays);
        float[] popularity = stored.Floats("popularity", inputs.ItemCount);
        return new GfCfScorer(popularity, HistoryDecay, stored.Sparse("normalized", -1, inputs.ItemCount), stored.Floats("factors", inputs.ItemCount, -1));
    }

    // √(α D_i) V_i. Shape [I × K].
    private float[] Factors(SparseMatrix normalized, float[] items, RankingFit fit)
    {
        if (LowFrequencies == 0 || normalized.Values.Length == 0) return [];
        var svd = TruncatedSvd.Of(normalized, Dimension, StableHash.Combine((ulong)fit.Seed, 1), iterations: 8, tolerance: 1e-4, fit.CancellationToken);
        var factors = svd.Right;
        for (int item = 0; item < items.Length; item++)
        {
            var row = factors.AsSpan(item * svd.Rank, svd.Rank);
            TensorPrimitives.Multiply(row, (float)Math.Sqrt(LowFrequencies * items[item]), row);
        }

        return factors;
    }

    private static float[] Counts(SparseMatrix matrix) => [.. Enumerable.Range(0, matrix.RowCount).Select(row => (float)matrix.ColumnsOf(row).Length)];

    private static float[] Roots(float[] counts) => Array.ConvertAll(counts, count => count == 0 ? 0 : 1 / MathF.Sqrt(count));
}
