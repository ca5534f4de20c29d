using System.Collections.Concurrent;
using DeepRec.Models;

namespace DeepRec;

/// <summary>What serving looks things up in, each part made when it is first needed: who met what together, vectors of users and items, the order of ties.</summary>
/// <param name="scorer">The model.</param>
/// <param name="interactions">Who met what in training.</param>
/// <param name="users">The users.</param>
/// <param name="items">The catalogue.</param>
/// <param name="requestsOf">Requests of some users of the table as they stood after training.</param>
/// <param name="nothing">The columns of requests that say nothing.</param>
/// <remarks>Safe from many threads. Vectors take 4 bytes a number, of items and of users, from the first request for them on.</remarks>
internal sealed class RankingIndex(ItemScorer scorer, Interactions interactions, EntityTable users, EntityTable items, Func<int[], RankingRequests> requestsOf, Func<IReadOnlyList<Dataset?>> nothing)
{
    private const int UsersTogether = 1024;

    private readonly ConcurrentDictionary<string, ItemGroups> _groups = new(StringComparer.Ordinal);
    private readonly Lazy<CatalogueOrder> _order = new(() => new CatalogueOrder(items));
    private readonly Lazy<CatalogueSearch?> _search = new(() => scorer.Panels is { } panels ? new CatalogueSearch(panels) : null);
    private readonly Lazy<CatalogueOrder> _userOrder = new(() => new CatalogueOrder(users));
    private readonly Lazy<Cooccurrence> _together = new(() => Cooccurrence.OfItems(interactions));
    private readonly Lazy<IReadOnlyList<Dataset?>> _nothing = new(nothing);
    private readonly Lazy<VectorLikeness> _itemVectors = new(() => new VectorLikeness(scorer.ItemVectors(), scorer.VectorLength));
    private readonly Lazy<VectorLikeness> _userVectors = new(() => new VectorLikeness(UserVectors(scorer, interactions.UserCount, requestsOf), scorer.VectorLength));

    /// <summary>How items of equal scores stand.</summary>
    public CatalogueOrder Order => _order.Value;

    /// <summary>How equally similar users stand.</summary>
    public CatalogueOrder UserOrder => _userOrder.Value;

    /// <summary>Which items the same users met.</summary>
    public Cooccurrence Together => _together.Value;

    /// <summary>How alike items are: by the model's vectors where it has some, else by who met them.</summary>
    public Likeness Items => scorer.VectorLength > 0 ? _itemVectors.Value : Together;

    /// <summary>How alike users are, likewise.</summary>
    public Likeness Users => scorer.VectorLength > 0 ? _userVectors.Value : Together.Transpose();

    /// <summary>Finds the model's best items without scores of all; <see langword="null"/> where its scores are no inner products.</summary>
    public CatalogueSearch? Search => _search.Value;

    /// <summary>The groups that a feature puts items into.</summary>
    /// <exception cref="ArgumentException">Items have no such category.</exception>
    public ItemGroups GroupsOf(string feature) => _groups.GetOrAdd(feature, name => GroupsOf(items, name));

    /// <inheritdoc cref="GroupsOf(string)"/>
    public static ItemGroups GroupsOf(EntityTable items, string feature)
    {
        string[] known = [.. items.Rows.Schema.Where(f => f.Role == FeatureRole.ItemFeature && f.Kind is FeatureKind.Category or FeatureKind.Categories).Select(f => f.Name)];
        return known.Contains(feature) ? ItemGroups.Of(items.Rows[feature]) : throw new ArgumentException($"'{feature}' is no category of items. Those that can group them: {string.Join(", ", known)}.", nameof(feature));
    }

    public string IdOf(int item) => items.IdAt(item);

    /// <summary>Whether a column of the request that reaches the model, the user's id apart, says more than nothing.</summary>
    public bool SaysAnything(LadderRequest request)
    {
        if (request.Requests.Features is not { } encoded) return false;
        return encoded.Schema.Any(f => f.Role != FeatureRole.User && encoded[f.Name].Select([request.Row]) is var column && !_nothing.Value.Any(said => RankingColumns.AreEqual(column, said![f.Name])));
    }

    private static float[] UserVectors(ItemScorer scorer, int count, Func<int[], RankingRequests> requestsOf)
    {
        var vectors = new float[count * scorer.VectorLength]; // [U, D]
        for (int start = 0; start < count; start += UsersTogether)
        {
            int[] users = [.. Enumerable.Range(start, Math.Min(UsersTogether, count - start))];
            scorer.RequestVectors(requestsOf(users)).CopyTo(vectors, start * scorer.VectorLength);
        }

        return vectors;
    }
}
