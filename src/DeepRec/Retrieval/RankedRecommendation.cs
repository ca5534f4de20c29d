namespace DeepRec;

/// <summary>One recommended item.</summary>
/// <typeparam name="TItem">The item's id.</typeparam>
/// <param name="Item">The item.</param>
/// <param name="Score">The model's score, finite; the higher, the better within one answer.</param>
public sealed record RankedRecommendation<TItem>(TItem Item, float Score);
