using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace DeepRec.AspNetCore;

/// <summary>The answer to a request for recommendations.</summary>
/// <param name="Model">The bundle that it comes from.</param>
/// <param name="Items">Best first.</param>
internal sealed record RecommendAnswer<TItem>([property: Description("The bundle that it comes from.")] ModelVersion Model, [property: Description("Best first.")] RecommendedItem<TItem>[] Items) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => RecommendAnswerWriter.WriteAsync(httpContext, this);
}

/// <summary>One recommended item.</summary>
/// <param name="Item">Its id.</param>
/// <param name="Score">Its score.</param>
/// <param name="Rung">What the score leans on, such as "knownUser".</param>
/// <param name="Reason">The same in words.</param>
internal sealed record RecommendedItem<TItem>(
    [property: Description("The item's id.")] TItem Item,
    [property: Description("The score: the higher, the better; of no unit.")] float Score,
    [property: Description("What it leans on, such as \"knownUser\".")] string Rung,
    [property: Description("The same in words.")] string? Reason);

/// <summary>The answer to a request for like items.</summary>
/// <param name="Model">The bundle that it comes from.</param>
/// <param name="Items">Best first.</param>
internal sealed record SimilarAnswer<TItem>([property: Description("The bundle that it comes from.")] ModelVersion Model, [property: Description("Most alike first.")] IReadOnlyList<Neighbor<TItem>> Items);

/// <summary>The answer to a request for a rating.</summary>
/// <param name="Model">The bundle that it comes from.</param>
/// <param name="Rating">In units of the label.</param>
internal sealed record RatingAnswer([property: Description("The bundle that it comes from.")] ModelVersion Model, [property: Description("In units of the label.")] float Rating);

/// <summary>The answer to a request for the items with the best ratings.</summary>
/// <param name="Model">The bundle that it comes from.</param>
/// <param name="Items">Best first.</param>
internal sealed record RatingListAnswer<TItem>([property: Description("The bundle that it comes from.")] ModelVersion Model, [property: Description("Best first.")] IReadOnlyList<RatedItem<TItem>> Items);

/// <summary>One item with its predicted rating.</summary>
/// <param name="Item">Its id.</param>
/// <param name="Rating">In units of the label.</param>
/// <param name="Rung">What the rating leans on.</param>
internal sealed record RatedItem<TItem>(
    [property: Description("The item's id.")] TItem Item,
    [property: Description("In units of the label.")] float Rating,
    [property: Description("What it leans on, such as \"knownUser\".")] string Rung);
