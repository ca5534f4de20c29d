using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepRec.AspNetCore;

/// <summary>Something that a user did, in the body of a request.</summary>
/// <typeparam name="TItem">The type of item ids.</typeparam>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EventBody<TItem>
{
    [Description("The id of the item that the user met.")]
    public required TItem Item { get; init; }

    [Description("When it was; null is unknown.")]
    public DateTimeOffset? At { get; init; }

    [Description("What is known of the event, by the column: texts, numbers, true or false, lists of texts, or null.")]
    public IReadOnlyDictionary<string, JsonElement>? Values { get; init; }

    /// <exception cref="BadRequestException">The item is null, or a value is none that a column has.</exception>
    public RecentEvent<TItem> ToEvent() => new(RequestBody.Given(Item, "item")) { At = At, Values = BodyValues.Of(Values) };
}
