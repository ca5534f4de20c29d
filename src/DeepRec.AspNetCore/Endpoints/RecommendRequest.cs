using System.Text.Json;

namespace DeepRec.AspNetCore;

/// <summary>The body of a request for recommendations.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
internal sealed record RecommendRequest<TUser, TItem>
{
    public TUser? User { get; init; }

    public int? Count { get; init; }

    public IReadOnlyList<TItem>? Exclude { get; init; }

    public IReadOnlyList<TItem>? Allow { get; init; }

    public IReadOnlyList<EventBody<TItem>>? Recent { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Context { get; init; }

    public bool IncludeMet { get; init; }

    public double Diversity { get; init; }
}
