namespace DeepRec;

/// <summary>Some items for each request, laid end to end: the relevant ones, those to be masked, sampled negatives.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal sealed class ItemLists
{
    private readonly int[] _offsets;

    /// <param name="offsets">Shape [requests + 1]: request b's items stand at offsets[b] … offsets[b + 1] − 1.</param>
    /// <param name="items">Item numbers of the catalogue.</param>
    /// <exception cref="ArgumentException">The offsets do not part the items.</exception>
    public ItemLists(int[] offsets, int[] items)
    {
        Count = BagLayout.CountRows(offsets, items);
        (_offsets, Items) = (offsets, items);
    }

    /// <summary>How many requests there are.</summary>
    public int Count { get; }

    /// <summary>All items, request after request.</summary>
    public int[] Items { get; }

    /// <summary>Where a request's items stand in <see cref="Items"/>.</summary>
    public Range RangeOf(int request) => _offsets[request].._offsets[request + 1];

    /// <summary>A request's items.</summary>
    public ReadOnlySpan<int> Of(int request) => Items.AsSpan(RangeOf(request));

    /// <summary>Lists of the same lengths, with something else in the place of each item, in order.</summary>
    public ItemLists Map(Converter<int, int> map) => new(_offsets, Array.ConvertAll(Items, map));

    /// <summary>Lays lists end to end.</summary>
    public static ItemLists Of(IReadOnlyList<IReadOnlyList<int>> lists)
    {
        var offsets = new int[lists.Count + 1];
        for (int i = 0; i < lists.Count; i++) offsets[i + 1] = offsets[i] + lists[i].Count;
        var items = new int[offsets[^1]];
        for (int i = 0; i < lists.Count; i++)
        {
            if (lists[i] is int[] list) list.CopyTo(items, offsets[i]);
            else for (int k = 0; k < lists[i].Count; k++) items[offsets[i] + k] = lists[i][k];
        }

        return new ItemLists(offsets, items);
    }
}
