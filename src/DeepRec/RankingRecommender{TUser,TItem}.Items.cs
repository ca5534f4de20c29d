namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    /// <summary>
    /// A recommender with more items in its catalogue, or with other features of items that it has, without training: the fitted pipeline encodes them, and the
    /// model scores what is new by its features. Histories, filters, explanations and a saved file know them at once.
    /// </summary>
    /// <param name="items">
    /// One row an item: the id's column and any of the items' features, of the kinds and names of the training data. What is not given is missing in new items and
    /// stays as it is in known ones. A value that training never met is encoded as unknown.
    /// </param>
    /// <returns>
    /// Another recommender, over the same model. This one stays as it is and may go on answering while the other takes its place; each is disposed of by itself,
    /// in any order, and the model is freed with the last.
    /// </returns>
    /// <exception cref="ArgumentException">There is no row, the id's column is absent, a column is none of the items' or of another kind, or an id is none of the stated type.</exception>
    /// <exception cref="DatasetException">An id is missing, or stands there twice; the message names the row.</exception>
    /// <exception cref="InvalidOperationException">The model is a baseline that knows items by who met them alone.</exception>
    /// <remarks>
    /// An item is new to the model until it is trained again, whatever it is met by: a request may bring it among <see cref="RankingRequestOptions{TItem}.RecentItems"/>.
    /// The cost is that of encoding the whole catalogue. Train with <see cref="Models.FactoredScorer.ItemIdDropout"/> above 0, so that features alone suffice.
    /// </remarks>
    public RankingRecommender<TUser, TItem> WithItems(Dataset items)
    {
        ArgumentNullException.ThrowIfNull(items);
        ThrowIfDisposed();
        if (items.Count == 0) throw new ArgumentException("There is no item to add.", nameof(items));
        return new RankingRecommender<TUser, TItem>(_bundle.WithItems(_bundle.Items.With(items).RequireIdsOf<TItem>()), Report, RemovedRows);
    }

    /// <inheritdoc cref="WithItems(Dataset)"/>
    /// <typeparam name="TRow">A type whose properties are marked as in the table of items that was trained with.</typeparam>
    public RankingRecommender<TUser, TItem> WithItems<TRow>(IEnumerable<TRow> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return WithItems(Dataset.From(items));
    }
}
