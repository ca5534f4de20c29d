using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepRec.AspNetCore;

/// <summary>The body of a request for a rating.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RatingRequest<TUser, TItem>
{
    [Description("The user's id; null or one who is not known is a stranger.")]
    public TUser? User { get; init; }

    [Description("The item's id; null or one that is not known is a new item.")]
    public TItem? Item { get; init; }

    [Description("What is known of the user or the moment, by the column: texts, numbers, true or false, lists of texts, or null.")]
    public IReadOnlyDictionary<string, JsonElement>? Context { get; init; }
}
