namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    /// <summary>The items that suit a user best, best first.</summary>
    /// <param name="user">The user; one who is not known, or <see langword="null"/>, gets what recent items, features and popularity say.</param>
    /// <param name="count">How many at most; fewer come back only when the catalogue, after filters, holds fewer.</param>
    /// <param name="options">Context, recent items, filters. Items met before are left out unless it says otherwise.</param>
    /// <exception cref="ArgumentException">The count is below 1, or the context names a column that is none, or that is the item's.</exception>
    /// <exception cref="DatasetException">A value of the context is none of its column.</exception>
    public IReadOnlyList<RankedRecommendation<TItem>> Recommend(TUser? user, int count = 10, RankingRequestOptions<TItem>? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ThrowIfDisposed();
        options ??= new RankingRequestOptions<TItem>();
        string? text = TextOf(user);
        int userRow = _bundle.Users.RowOf(text);
        int[] recent = [.. options.RecentItems.Select(item => _bundle.Items.RowOf(TextOf(item))).Where(row => row >= 0)];
        var requests = _bundle.Requests(_requests.Compose(text, options.Context), [userRow], ItemLists.Of([recent]));
        var scores = new float[ItemCount];
        _bundle.Scorer.Score(requests, scores);
        var barred = new bool[ItemCount];
        if (!options.IncludeMet) foreach (int item in requests.HistoryOf(0)) barred[item] = true;
        foreach (var item in options.Exclude) if (_bundle.Items.RowOf(TextOf(item)) is >= 0 and var row) barred[row] = true;
        var heap = new TopK(new (float, int)[Math.Min(count, ItemCount)]);
        for (int item = 0; item < scores.Length; item++) if (!barred[item]) heap.Offer(scores[item], item);
        return [.. heap.Sorted().ToArray().Select(best => new RankedRecommendation<TItem>(KeyText<TItem>.Parse(_bundle.Items.IdAt(best.Position)), best.Score))];
    }
}
