using System.ComponentModel.DataAnnotations;

namespace DeepRec.AspNetCore;

/// <summary>The parameters that endpoints take.</summary>
/// <param name="options">Bounds.</param>
internal sealed class EndpointParameters<TUser, TItem>(RecommenderEndpointOptions options)
{
    public DescribedParameter User { get; } = DescribedParameter.OfPath<TUser>("user", "The user's id; one who is not known is a stranger.");

    public DescribedParameter Item { get; } = DescribedParameter.OfPath<TItem>("item", "The item's id; one that is not known is no error.");

    public DescribedParameter Count { get; } = DescribedParameter.OfQuery<int>("count", "How many items at most.", Math.Min(10, options.MaximumCount), new RangeAttribute(1, options.MaximumCount));

    public DescribedParameter Exclude { get; } = DescribedParameter.OfQuery<TItem[]>("exclude", "An item to leave out; may be given several times.");

    public DescribedParameter IncludeMet { get; } = DescribedParameter.OfQuery<bool>("includeMet", "Whether items that the user met are in the list too.", false);

    public DescribedParameter IncludeRated { get; } = DescribedParameter.OfQuery<bool>("includeRated", "Whether items that the user rated are in the list too.", false);
}
