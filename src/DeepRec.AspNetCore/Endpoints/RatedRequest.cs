using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepRec.AspNetCore;

/// <summary>The body of a request that records a rating.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RatedRequest<TUser, TItem>
{
    [Description("The user's id.")]
    public required TUser User { get; init; }

    [Description("The id of the item that was rated.")]
    public required TItem Item { get; init; }

    [Description("The rating, in units of the label.")]
    public required float Rating { get; init; }

    [Description("When it was; null is now.")]
    public DateTimeOffset? At { get; init; }

    [Description("What is known of the moment, by the column: texts, numbers, true or false, lists of texts, or null.")]
    public IReadOnlyDictionary<string, JsonElement>? Context { get; init; }
}
