namespace DeepRec.AspNetCore;

/// <summary>The answer to a request for recommendations.</summary>
/// <param name="Model">The bundle that it comes from.</param>
/// <param name="Items">Best first.</param>
internal sealed record RecommendAnswer<TItem>(ModelVersion Model, IReadOnlyList<RecommendedItem<TItem>> Items);

/// <summary>One recommended item.</summary>
/// <param name="Item">Its id.</param>
/// <param name="Score">Its score.</param>
/// <param name="Rung">What the score leans on, such as "knownUser".</param>
/// <param name="Reason">The same in words.</param>
internal sealed record RecommendedItem<TItem>(TItem Item, float Score, string Rung, string? Reason);

/// <summary>The answer to a request for like items.</summary>
/// <param name="Model">The bundle that it comes from.</param>
/// <param name="Items">Best first.</param>
internal sealed record SimilarAnswer<TItem>(ModelVersion Model, IReadOnlyList<Neighbor<TItem>> Items);

/// <summary>The answer to a request for a rating.</summary>
/// <param name="Model">The bundle that it comes from.</param>
/// <param name="Rating">In units of the label.</param>
internal sealed record RatingAnswer(ModelVersion Model, float Rating);

/// <summary>The answer to a request for the items with the best ratings.</summary>
/// <param name="Model">The bundle that it comes from.</param>
/// <param name="Items">Best first.</param>
internal sealed record RatingListAnswer<TItem>(ModelVersion Model, IReadOnlyList<RatedItem<TItem>> Items);

/// <summary>One item with its predicted rating.</summary>
/// <param name="Item">Its id.</param>
/// <param name="Rating">In units of the label.</param>
/// <param name="Rung">What the rating leans on.</param>
internal sealed record RatedItem<TItem>(TItem Item, float Rating, string Rung);
