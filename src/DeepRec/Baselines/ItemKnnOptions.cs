using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// Items that were met by the same users: those of the history that are among an item's nearest neighbours speak for it.
/// <code>
/// s_ij = n_ij / (√(n_i n_j) + shrinkage)        score(i) = Σ_{j ∈ history ∩ neighbours of i} decay^age_j · s_ij
/// </code>
/// n_i users met item i and n_ij both; the newest item has the age 0. Without a history items are ordered by popularity.
/// <para>
/// M. Deshpande and G. Karypis, "Item-Based Top-N Recommendation Algorithms", ACM TOIS 22(1), 2004. Immutable, so safe from many threads.
/// </para>
/// </summary>
public sealed record ItemKnnOptions : RankingModelOptions
{
    /// <summary>How many neighbours an item has at most.</summary>
    /// <value>Default 100; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Neighbors { get; init => field = Setting.AtLeastOne(value); } = 100;

    /// <summary>Holds back the likeness of items that few users met.</summary>
    /// <value>Default 20; from 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Shrinkage { get; init => field = Setting.NotNegative(value); } = 20;

    /// <summary>What an item's weight is multiplied by for each item met after it.</summary>
    /// <value>Default 1: all weigh alike; above 0 up to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double HistoryDecay { get; init => field = Setting.Share(value); } = 1;

    internal override ItemScorer Fit(RankingData data, RankingFit fit)
    {
        var items = SparseMatrix.Of(data.Interactions);
        var users = items.Transpose();
        var sums = new SparseRows(items.ColumnCount);
        for (int item = 0; item < items.ColumnCount; item++)
        {
            fit.CancellationToken.ThrowIfCancellationRequested();
            foreach (int user in users.ColumnsOf(item))
            {
                foreach (int other in items.ColumnsOf(user)) if (other != item) sums.Add(other, 1);
            }

            int met = users.ColumnsOf(item).Length;
            foreach (int other in sums.Met) sums.Sums[other] /= (float)(Math.Sqrt((double)met * users.ColumnsOf(other).Length) + Shrinkage);
            sums.EndRow(Neighbors);
        }

        return new ItemKnnScorer(HistoryScorer.PopularityOf(data.Interactions), HistoryDecay, sums.ToMatrix().Transpose());
    }

    internal override ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays)
    {
        var stored = new StoredArrays(arrays);
        return new ItemKnnScorer(stored.Floats("popularity", inputs.ItemCount), HistoryDecay, stored.Sparse("neighbors", inputs.ItemCount, inputs.ItemCount));
    }
}
