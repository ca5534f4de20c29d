using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>What a ranker is built for: the columns of a request, those of an item, and the catalogue.</summary>
/// <param name="Request">Columns of user and context, in order.</param>
/// <param name="Item">Columns of an item, in order; the id is among them where it has a vocabulary.</param>
/// <param name="Catalogue">The encoded columns of all items, I rows: item number i is row i.</param>
public sealed record RankingInputs(IReadOnlyList<FeatureInput> Request, IReadOnlyList<FeatureInput> Item, Dataset Catalogue)
{
    /// <summary>Columns of the role <see cref="FeatureRole.Event"/>, in order: what histories may read of past events, and requests and items never hold.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<FeatureInput> Events { get; init; } = [];

    /// <summary>I, how many items there are.</summary>
    public int ItemCount => Catalogue.Count;

    /// <summary>The user's id, where it reaches the model as an id.</summary>
    public FeatureInput? UserId => Request.FirstOrDefault(f => f is { Role: FeatureRole.User, Kind: FeatureInputKind.Id });

    /// <summary>The item's id, where it reaches the model as an id.</summary>
    public FeatureInput? ItemId => Item.FirstOrDefault(f => f is { Role: FeatureRole.Item, Kind: FeatureInputKind.Id });
}
