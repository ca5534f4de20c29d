using System.Text.Json;

namespace DeepRec.AspNetCore;

/// <summary>The body of a request for a rating.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
internal sealed record RatingRequest<TUser, TItem>
{
    public TUser? User { get; init; }

    public TItem? Item { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Context { get; init; }
}
