using System.Text.Json;

namespace DeepRec.AspNetCore;

/// <summary>The body of a request that records an event.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
internal sealed record EventRequest<TUser, TItem>
{
    public required TUser User { get; init; }

    public required TItem Item { get; init; }

    public DateTimeOffset? At { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Values { get; init; }
}
