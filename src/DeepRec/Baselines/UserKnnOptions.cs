using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// What users with a like history met.
/// <code>
/// s_v = Σ_{j ∈ history ∩ v} w_j / (√(Σ_j w_j² · n_v) + shrinkage),  w_j = decay^age_j        score(i) = Σ_{v among the nearest, i ∈ v} s_v
/// </code>
/// n_v is how many items user v met; the newest item of the history has the age 0. A known user is no neighbour of their own. Without a history,
/// or one that no other user shares, items are ordered by popularity.
/// <para>
/// J. L. Herlocker, J. A. Konstan, A. Borchers and J. Riedl, "An Algorithmic Framework for Performing Collaborative Filtering", SIGIR 1999.
/// Immutable, so safe from many threads.
/// </para>
/// </summary>
public sealed record UserKnnOptions : RankingModelOptions
{
    /// <summary>How many users speak at most.</summary>
    /// <value>Default 100; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Neighbors { get; init => field = Setting.AtLeastOne(value); } = 100;

    /// <summary>Holds back the likeness of users with few items.</summary>
    /// <value>Default 0; from 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Shrinkage { get; init => field = Setting.NotNegative(value); }

    /// <summary>What an item's weight is multiplied by for each item met after it.</summary>
    /// <value>Default 1: all weigh alike; above 0 up to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double HistoryDecay { get; init => field = Setting.Share(value); } = 1;

    internal override ItemScorer Fit(RankingData data, RankingFit fit)
    {
        fit.CancellationToken.ThrowIfCancellationRequested();
        return new UserKnnScorer(HistoryScorer.PopularityOf(data.Interactions), this, SparseMatrix.Of(data.Interactions));
    }

    internal override ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays)
    {
        var stored = new StoredArrays(arrays);
        return new UserKnnScorer(stored.Floats("popularity", inputs.ItemCount), this, stored.Sparse("users", -1, inputs.ItemCount));
    }
}
