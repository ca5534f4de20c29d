namespace DeepRec;

/// <summary>Finds the best items of a model whose scores are inner products: those that scoring the whole catalogue would give, in the same order.</summary>
/// <param name="panels">The vectors of all items.</param>
/// <remarks>Safe from many threads. Codes are made when they are first needed.</remarks>
internal sealed class CatalogueSearch(ItemPanels panels)
{
    // For one request codes pay from so much fewer items on: its panels are scored best first.
    private const int FewerForOne = 10;

    private readonly PanelSearch _search = new(panels);
    private readonly Lazy<PanelSearch> _searchByCodes = new(() => new PanelSearch(panels, codes: CodePanels.Of(panels) is { } codes ? new CodeSearch(panels, codes, PanelKernels.Best) : null));

    /// <summary>Whether a call passes over so many items in 8 bits a number first.</summary>
    public static bool GoesByCodes(int items, int requests, RetrievalOptions options) => CodeKernels.AreFast && items >= options.CodesFrom / (requests == 1 ? FewerForOne : 1);

    /// <summary>The best items of each request.</summary>
    /// <param name="queries">Shape [B × width].</param>
    /// <param name="count">At most so many for each.</param>
    /// <param name="barred">Which items nobody wants. Shape [items]; <see langword="null"/>: none.</param>
    /// <param name="met">Which items a request does not want beside those, as <see cref="SearchTask.Met"/> has them.</param>
    /// <param name="order">How equal scores stand.</param>
    /// <param name="options">Threads and codes.</param>
    public ScoredItem[][] Best(float[] queries, int count, bool[]? barred, ItemLists met, CatalogueOrder order, RetrievalOptions options)
    {
        int most = Math.Min(count, panels.Count), requests = met.Count;
        var found = new (float Score, int Place)[requests * most];
        var counts = new int[requests];
        var search = GoesByCodes(panels.Count, requests, options) ? _searchByCodes.Value : _search;
        search.Best(new SearchTask(queries, most) { Barred = barred, Met = met, Places = order.Places, Threads = options.Threads }, found, counts);
        var best = new ScoredItem[requests][];
        for (int request = 0; request < requests; request++)
        {
            var items = best[request] = new ScoredItem[counts[request]];
            for (int i = 0; i < items.Length; i++) items[i] = new ScoredItem(order[found[request * most + i].Place], found[request * most + i].Score);
        }

        return best;
    }
}
