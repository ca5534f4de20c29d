namespace DeepRec;

/// <summary>Finds the best items of a model whose scores are inner products: those that scoring the whole catalogue would give, in the same order.</summary>
/// <param name="panels">The vectors of all items.</param>
/// <remarks>Safe from many threads.</remarks>
internal sealed class CatalogueSearch(ItemPanels panels)
{
    private readonly PanelSearch _search = new(panels);

    /// <summary>The best items of each request.</summary>
    /// <param name="queries">Shape [B × width].</param>
    /// <param name="count">At most so many for each.</param>
    /// <param name="barred">Which items nobody wants. Shape [items].</param>
    /// <param name="met">Which items a request does not want beside those, rising.</param>
    /// <param name="order">How equal scores stand.</param>
    public ScoredItem[][] Best(float[] queries, int count, bool[] barred, ItemLists met, CatalogueOrder order)
    {
        int most = Math.Min(count, panels.Count), requests = met.Count;
        var found = new (float Score, int Place)[requests * most];
        var counts = new int[requests];
        _search.Best(new SearchTask(queries, most) { Barred = barred, Met = met, Places = order.Places }, found, counts);
        return [.. counts.Select((kept, request) => Array.ConvertAll(found[(request * most)..(request * most + kept)], one => new ScoredItem(order[one.Place], one.Score)))];
    }
}
