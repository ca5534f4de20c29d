using System.Text.Json;

namespace DeepRec.AspNetCore;

/// <summary>Something that a user did, in the body of a request.</summary>
/// <typeparam name="TItem">The type of item ids.</typeparam>
internal sealed record EventBody<TItem>
{
    public required TItem Item { get; init; }

    public DateTimeOffset? At { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Values { get; init; }

    /// <exception cref="BadRequestException">The item is null, or a value is none that a column has.</exception>
    public RecentEvent<TItem> ToEvent() => new(RequestBody.Given(Item, "item")) { At = At, Values = BodyValues.Of(Values) };
}
