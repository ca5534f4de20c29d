namespace DeepRec;

/// <summary>One recommended item, and what it leans on.</summary>
/// <typeparam name="TItem">The item's id.</typeparam>
/// <param name="Item">The item.</param>
/// <param name="Score">Finite; the higher, the better among the items of one rung. The model's score on the rungs that it answers, a sum of cosines or a number of interactions on the others.</param>
/// <param name="Rung">What the score could lean on.</param>
/// <param name="Reason">The same in words, for this item: "met by 12 users who met sofa", "popular where Region is south".</param>
public sealed record RankedRecommendation<TItem>(TItem Item, float Score, RankingRung Rung, string Reason)
{
    /// <summary>Lets <c>foreach (var (item, score) in …)</c> be written.</summary>
    public void Deconstruct(out TItem item, out float score) => (item, score) = (Item, Score);
}
