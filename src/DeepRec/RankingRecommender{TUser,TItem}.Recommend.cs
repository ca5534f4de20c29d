namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    // 16 MiB of scores at a time, and as many requests as a scorer likes to see together.
    private const int ScoresTogether = 1 << 22, RequestsTogether = 64;

    /// <summary>The items that suit a user best, best first.</summary>
    /// <param name="user">The user; one who is not known, or <see langword="null"/>, gets what recent items, features and popularity say.</param>
    /// <param name="count">How many at most; fewer come back only when the catalogue, after filters, holds fewer.</param>
    /// <param name="options">Context, recent items, filters, variety. Items met before are left out unless it says otherwise.</param>
    /// <returns>
    /// The firmest rung's items first. Equal scores stand in the order of a stable hash of the items' ids, the same on every machine and for every request.
    /// With <see cref="RankingRequestOptions{TItem}.Diversity"/> or a cap, scores need not fall from item to item.
    /// </returns>
    /// <exception cref="ArgumentException">The count is below 1, or the context, the filter or the cap names a column that is none or does not suit.</exception>
    /// <exception cref="DatasetException">A value of the context is none of its column.</exception>
    public IReadOnlyList<RankedRecommendation<TItem>> Recommend(TUser? user, int count = 10, RankingRequestOptions<TItem>? options = null) =>
        RecommendBatch([user], count, options)[0];

    /// <summary>The same for many users, block by block in bounded memory: faster than one by one, with the same answers.</summary>
    /// <param name="users">The users, known or not; one who stands there twice is answered twice.</param>
    /// <param name="count">How many items for each at most.</param>
    /// <param name="options">As for one user; the same for all of them.</param>
    /// <param name="cancellationToken">Ends the work between two blocks.</param>
    /// <returns>A list for each user, in their order.</returns>
    /// <inheritdoc cref="Recommend(TUser?, int, RankingRequestOptions{TItem}?)" path="/exception"/>
    public IReadOnlyList<IReadOnlyList<RankedRecommendation<TItem>>> RecommendBatch(
        IReadOnlyList<TUser?> users, int count = 10, RankingRequestOptions<TItem>? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ThrowIfDisposed();
        options ??= new RankingRequestOptions<TItem>();
        if (options.Adjustment is { } adjustment)
        {
            if (options.Diversity > 0 || options.MaximumPerCategory is not null) throw new ArgumentException("Adjustment cannot be had together with Diversity or MaximumPerCategory: each wants to order the list.", nameof(options));
            _ = _index.GroupsOf(adjustment.Feature);
        }

        bool[] barred = BarredBy(options);
        if (options.MaximumPerCategory is { } cap) _ = new CategoryCounts(_bundle.Items, cap);
        var search = options.MaximumPerCategory is null ? _index.Search : null; // a cap may look at the whole catalogue
        int candidates = Math.Min(ItemCount, RankedList.Candidates(PoolOf(count, options), options.Diversity)), together = Math.Clamp(ScoresTogether / (search is null ? ItemCount : candidates), 1, RequestsTogether);
        var answers = new List<IReadOnlyList<RankedRecommendation<TItem>>>(users.Count);
        var own = new bool[ItemCount];
        for (int start = 0; start < users.Count; start += together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var requests = RequestsOf([.. users.Skip(start).Take(together).Select(TextOf)], options);
            var model = search is null ? Ask(requests) : Search(search, requests, barred, candidates, options);
            for (int i = 0; i < requests.Length; i++)
            {
                barred.CopyTo(own, 0);
                answers.Add(ListOf(requests[i], _ladder.Layers(requests[i], model[i]), own, count, options));
            }
        }

        return answers;
    }

    private RankedRecommendation<TItem>[] ListOf(LadderRequest request, IEnumerable<RankingLayer> layers, bool[] barred, int count, RankingRequestOptions<TItem> options)
    {
        if (!options.IncludeMet) foreach (int item in request.Requests.MetOf(request.Row)) barred[item] = true;
        var list = new RankedList(Math.Min(PoolOf(count, options), ItemCount), barred, _index.Order)
        {
            Diversity = options.Diversity,
            Likeness = options.Diversity > 0 ? _index.Items : null,
            Caps = options.MaximumPerCategory is { } cap ? new CategoryCounts(_bundle.Items, cap) : null,
        };
        foreach (var layer in layers)
        {
            list.Add(layer);
            if (list.IsFull) break;
        }

        return options.Adjustment is { } adjustment ? Adjusted(list.Finish(), request, adjustment, count) : [.. list.Finish().Select(Named)];
    }

    // How many of the best items a list is made from.
    private static int PoolOf(int count, RankingRequestOptions<TItem> options) => options.Adjustment is null ? count : (int)Math.Min((long)ListAdjustment.Pool * count, int.MaxValue);

    private bool[] BarredBy(RankingRequestOptions<TItem> options)
    {
        var barred = new bool[ItemCount];
        if (options.Allow is { } allowed)
        {
            Array.Fill(barred, true);
            foreach (var item in allowed) if (RowOf(item) is >= 0 and var row) barred[row] = false;
        }

        foreach (var item in options.Exclude) if (RowOf(item) is >= 0 and var row) barred[row] = true;
        if (options.Where is { } where)
        {
            for (int row = 0; row < barred.Length; row++) barred[row] = barred[row] || !where(new ItemFeatures(_bundle.Items, row));
        }

        return barred;
    }

    private LadderRequest[] RequestsOf(string?[] users, RankingRequestOptions<TItem> options)
    {
        var done = options.RecentItems.Select(item => new RecentEvent<TItem>(item)).Concat(options.RecentEvents).Where(one => RowOf(one.Item) >= 0).ToArray();
        int[] recent = Array.ConvertAll(done, one => RowOf(one.Item));
        var composed = _requests.ComposeEvents(recent, Array.ConvertAll(done, one => one.At), Array.ConvertAll(done, one => one.Values));
        var events = recent.Length == 0 ? null : _bundle.EventsOf(composed);
        var raw = users.Length > 1 && options.Context.Count == 0
            ? _requests.Compose(users)
            : _requests.Compose(users[0], options.Context).Concat([.. users.Skip(1).Select(user => _requests.Compose(user, options.Context))]);
        var requests = _bundle.Requests(raw, [.. users.Select(_bundle.Users.RowOf)], Repeated(recent, events, users.Length));
        return [.. users.Select((_, row) => new LadderRequest(raw, row, requests, recent, events))];
    }

    // The same events for each of several requests.
    private static RecentItems Repeated(int[] items, EventLog? events, int requests) => new(
        ItemLists.Of([.. Enumerable.Range(0, requests).Select(_ => items)]), events?.Select([.. Enumerable.Range(0, requests).SelectMany(_ => Enumerable.Range(0, items.Length))]));

    // The model's best items, of those requests where it has something to go by.
    private ModelAnswer[] Search(CatalogueSearch search, LadderRequest[] requests, bool[] barred, int count, RankingRequestOptions<TItem> options)
    {
        var answers = Array.ConvertAll(requests, request => new ModelAnswer(_ladder.ModelRung(request), default));
        int[] asked = [.. Enumerable.Range(0, answers.Length).Where(i => answers[i].Rung.HasValue)];
        if (asked.Length == 0) return answers;
        var all = requests[0].Requests;
        var met = ItemLists.Of([.. asked.Select(i => (IReadOnlyList<int>)(options.IncludeMet ? [] : all.MetOf(i).ToArray().Order().ToArray()))]);
        float[] queries = _bundle.Scorer.Encode(asked.Length == requests.Length ? all : all.Select(asked)); // [B, E]
        var found = search.Best(queries, count, barred, met, _index.Order, options.Retrieval);
        for (int i = 0; i < asked.Length; i++) answers[asked[i]] = answers[asked[i]] with { Found = found[i] };
        return answers;
    }

    // Asks the model for all scores, of those requests where it has something to go by.
    private ModelAnswer[] Ask(LadderRequest[] requests)
    {
        RankingRung?[] rungs = [.. requests.Select(_ladder.ModelRung)];
        var scores = new float[requests.Length * ItemCount]; // [B, I]
        for (int start = 0, end; start < rungs.Length; start = end)
        {
            for (end = start + 1; end < rungs.Length && rungs[end].HasValue == rungs[start].HasValue;) end++;
            if (rungs[start].HasValue) _bundle.Scorer.Score(requests[0].Requests.Slice(start, end - start), scores.AsSpan(start * ItemCount, (end - start) * ItemCount));
        }

        return [.. rungs.Select((rung, i) => new ModelAnswer(rung, scores.AsMemory(i * ItemCount, ItemCount)))];
    }

    private int RowOf(TItem item) => _bundle.Items.RowOf(TextOf(item));

    private TItem ItemAt(int row) => KeyText<TItem>.Parse(_bundle.Items.IdAt(row));
}
