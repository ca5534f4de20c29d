using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// Items whose features are like those of the items met, whoever else met them: works for items that nobody has met.
/// <code>
/// score(i) = Σ_{j ∈ history} decay^age_j · cos(f_i, f_j) / Σ_{j ∈ history} decay^age_j
/// </code>
/// f is made of the catalogue's columns but the item's id, each a block: an id is a 1 in its place, a bag of n different ids 1/√n in each,
/// numbers are standardised over the catalogue, held within ±3 and divided by the square root of how many there are. Reserved ids and missing numbers are 0. The
/// newest item has the age 0. Without a history, or one of items without features, items are ordered by popularity.
/// <para>
/// M. J. Pazzani and D. Billsus, "Content-Based Recommendation Systems", The Adaptive Web, 2007. Immutable, so safe from many threads.
/// </para>
/// </summary>
public sealed record ContentSimilarityOptions : RankingModelOptions
{
    /// <summary>What an item's weight is multiplied by for each item met after it.</summary>
    /// <value>Default 1: all weigh alike; above 0 up to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double HistoryDecay { get; init => field = Setting.Share(value); } = 1;

    internal override ItemScorer Fit(RankingData data, RankingFit fit)
    {
        fit.CancellationToken.ThrowIfCancellationRequested();
        return new ContentSimilarityScorer(HistoryScorer.PopularityOf(data.Interactions), HistoryDecay, ItemContent.Of(data.Inputs));
    }

    // The features lie in the catalogue.
    internal override ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays) =>
        new ContentSimilarityScorer(new StoredArrays(arrays).Floats("popularity", inputs.ItemCount), HistoryDecay, ItemContent.Of(inputs));
}
