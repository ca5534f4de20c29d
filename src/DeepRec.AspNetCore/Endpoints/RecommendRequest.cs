using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepRec.AspNetCore;

/// <summary>The body of a request for recommendations.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RecommendRequest<TUser, TItem>
{
    [Description("The user's id; null or one who is not known is a stranger.")]
    public TUser? User { get; init; }

    [Description("How many items at most; null is 10, or the most that the service allows.")]
    [Range(1, int.MaxValue)]
    public int? Count { get; init; }

    [Description("Items to leave out.")]
    public IReadOnlyList<TItem>? Exclude { get; init; }

    [Description("Items to choose from; null is all.")]
    public IReadOnlyList<TItem>? Allow { get; init; }

    [Description("What the user did just now, oldest first.")]
    public IReadOnlyList<EventBody<TItem>>? Recent { get; init; }

    [Description("What is known of the user or the moment, by the column: texts, numbers, true or false, lists of texts, or null.")]
    public IReadOnlyDictionary<string, JsonElement>? Context { get; init; }

    [Description("Whether items that the user met are in the list too.")]
    [DefaultValue(false)]
    public bool IncludeMet { get; init; }

    [Description("How much the list is made varied at the cost of scores: from 0, below 1.")]
    [DefaultValue(0.0)]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Diversity { get; init; }
}
