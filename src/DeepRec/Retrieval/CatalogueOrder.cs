using System.Buffers;

namespace DeepRec;

/// <summary>
/// The order in which items of equal score stand: by a stable hash of the id's text with a fixed seed, so that it is the same on every machine, in every
/// version and for every request, and neither the id's nor that of the data. Ids may tell the age of an item, and ties would then favour it.
/// </summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal sealed class CatalogueOrder
{
    private const ulong Seed = 42;
    private readonly int[] _items; // by place
    private readonly Lazy<int[]> _places;

    public CatalogueOrder(EntityTable items)
    {
        string[] ids = [.. Enumerable.Range(0, items.Count).Select(items.IdAt)];
        ulong[] hashes = [.. ids.Select(id => StableHash.Combine(Seed, StableHash.Of(id)))];
        _items = [.. Enumerable.Range(0, ids.Length).OrderBy(item => hashes[item]).ThenBy(item => ids[item], StringComparer.Ordinal)];
        _places = new(() =>
        {
            var places = new int[_items.Length];
            for (int place = 0; place < places.Length; place++) places[_items[place]] = place;
            return places;
        });
    }

    /// <summary>The place of each item. Shape [items]; made when it is first asked for.</summary>
    public int[] Places => _places.Value;

    /// <summary>The item in a place.</summary>
    public int this[int place] => _items[place];

    /// <summary>The items of the highest scores, best first; those that are barred or whose score is not finite do not count.</summary>
    /// <param name="scores">Shape [items].</param>
    /// <param name="barred">Shape [items].</param>
    /// <param name="count">At most so many.</param>
    public int[] Best(ReadOnlySpan<float> scores, ReadOnlySpan<bool> barred, int count)
    {
        float[] byPlace = ArrayPool<float>.Shared.Rent(_items.Length);
        for (int place = 0; place < _items.Length; place++)
        {
            int item = _items[place];
            byPlace[place] = barred[item] || !float.IsFinite(scores[item]) ? float.NegativeInfinity : scores[item];
        }

        var heap = new TopK(new (float, int)[Math.Min(count, _items.Length)]);
        heap.OfferAll(byPlace.AsSpan(0, _items.Length));
        ArrayPool<float>.Shared.Return(byPlace);
        var best = heap.Sorted();
        var items = new int[best.Length];
        for (int i = 0; i < items.Length; i++) items[i] = _items[best[i].Position];
        return items;
    }
}
