namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    // 16 MiB of scores at a time, and as many requests as a scorer likes to see together.
    private const int ScoresTogether = 1 << 22, RequestsTogether = 64;

    private static readonly RankingRequestOptions<TItem> Plain = new();

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
        options ??= Plain;
        if (options.Adjustment is { } adjustment) Check(adjustment, options);
        bool[]? barred = BarredBy(options);
        if (options.MaximumPerCategory is { } cap) _ = new CategoryCounts(_bundle.Items, cap);
        var search = options.MaximumPerCategory is null ? _index.Search : null; // a cap may look at the whole catalogue
        int candidates = Math.Min(ItemCount, RankedList.Candidates(PoolOf(count, options), options.Diversity)), together = Math.Clamp(ScoresTogether / (search is null ? ItemCount : candidates), 1, RequestsTogether);
        var answers = new IReadOnlyList<RankedRecommendation<TItem>>[users.Count];
        for (int start = 0; start < users.Count; start += together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var texts = new string?[Math.Min(together, users.Count - start)];
            for (int i = 0; i < texts.Length; i++) texts[i] = TextOf(users[start + i]);
            var requests = RequestsOf(texts, options);
            var model = search is null ? Ask(requests) : Search(search, requests, barred, candidates, options);
            for (int i = 0; i < requests.Length; i++) answers[start + i] = ListOf(requests[i], _ladder.Layers(requests[i], model[i]), barred, count, options);
        }

        return answers;
    }

    private RankedRecommendation<TItem>[] ListOf(LadderRequest request, IEnumerable<RankingLayer> layers, bool[]? barred, int count, RankingRequestOptions<TItem> options)
    {
        RankedList? list = null;
        foreach (var layer in layers)
        {
            if (list is null && WholeList(layer, count, options) is { } found) return ListOf(layer, found);
            list ??= EmptyList(request, barred, count, options);
            list.Add(layer);
            if (list.IsFull) break;
        }

        var chosen = list!.Finish();
        if (options.Adjustment is { } adjustment) chosen = Adjusted(chosen, request, adjustment, count);
        var answer = new RankedRecommendation<TItem>[chosen.Count];
        foreach (var places in Enumerable.Range(0, answer.Length).GroupBy(place => chosen[place].Layer.Rung))
        {
            var part = ListOf(chosen[places.First()].Layer, [.. places.Select(place => new ScoredItem(chosen[place].Item, chosen[place].Score))]);
            foreach (var (place, one) in places.Zip(part)) answer[place] = one;
        }

        return answer;
    }

    // What was searched for leaves out what is barred or met already: where score alone decides, and enough was found, nothing is left to choose.
    private ScoredItem[]? WholeList(RankingLayer layer, int count, RankingRequestOptions<TItem> options) =>
        options is { Diversity: 0, MaximumPerCategory: null, Adjustment: null } && layer.Found is { } found && found.Length == Math.Min(count, ItemCount) ? found : null;

    private RankedList EmptyList(LadderRequest request, bool[]? barred, int count, RankingRequestOptions<TItem> options)
    {
        var own = barred is null ? new bool[ItemCount] : [.. barred];
        if (!options.IncludeMet) foreach (int item in request.Requests.MetOf(request.Row)) own[item] = true;
        return new RankedList(Math.Min(PoolOf(count, options), ItemCount), own, _index.Order)
        {
            Diversity = options.Diversity,
            Likeness = options.Diversity > 0 ? _index.Items : null,
            Caps = options.MaximumPerCategory is { } cap ? new CategoryCounts(_bundle.Items, cap) : null,
        };
    }

    private RankedRecommendation<TItem>[] ListOf(RankingLayer layer, ScoredItem[] found)
    {
        string[] reasons = layer.Reasons(Array.ConvertAll(found, one => one.Item));
        var list = new RankedRecommendation<TItem>[found.Length];
        for (int i = 0; i < list.Length; i++) list[i] = new RankedRecommendation<TItem>(ItemAt(found[i].Item), found[i].Score, layer.Rung, reasons[i]);
        return list;
    }

    // Shape [items]; null where no item is.
    private bool[]? BarredBy(RankingRequestOptions<TItem> options)
    {
        if (options is { Allow: null, Where: null } && options.Exclude is ICollection<TItem> { Count: 0 }) return null;
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

    // What a known user without context is read by is the same in every request.
    private LadderRequest[] RequestsOf(string?[] users, RankingRequestOptions<TItem> options)
    {
        var (recent, events) = RecentOf(options);
        int[] rows = Array.ConvertAll(users, _bundle.Users.RowOf);
        var done = recent.Length == 0 ? null : Repeated(recent, events, users.Length);
        if (options.Context.Count == 0 && rows is [>= 0 and var known])
        {
            return [new LadderRequest(() => _requests.Compose(users), 0, _bundle.RequestsOf(_known.FeaturesOf(known), rows, done), recent, events)];
        }

        var raw = users.Length > 1 && options.Context.Count == 0
            ? _requests.Compose(users)
            : _requests.Compose(users[0], options.Context).Concat([.. users.Skip(1).Select(user => _requests.Compose(user, options.Context))]);
        var requests = _bundle.Requests(raw, rows, done);
        return [.. users.Select((_, row) => new LadderRequest(() => raw, row, requests, recent, events))];
    }

    // Items of the catalogue met since the training, and what else is known of that.
    private (int[] Items, EventLog? Events) RecentOf(RankingRequestOptions<TItem> options)
    {
        if (options.RecentItems.Count == 0 && options.RecentEvents.Count == 0) return ([], null);
        var done = options.RecentItems.Select(item => new RecentEvent<TItem>(item)).Concat(options.RecentEvents).Where(one => RowOf(one.Item) >= 0).ToArray();
        int[] recent = Array.ConvertAll(done, one => RowOf(one.Item));
        var composed = _requests.ComposeEvents(recent, Array.ConvertAll(done, one => one.At), Array.ConvertAll(done, one => one.Values));
        return (recent, recent.Length == 0 ? null : _bundle.EventsOf(composed));
    }

    // The same events for each of several requests.
    private static RecentItems Repeated(int[] items, EventLog? events, int requests) => new(
        ItemLists.Of([.. Enumerable.Range(0, requests).Select(_ => items)]), events?.Select([.. Enumerable.Range(0, requests).SelectMany(_ => Enumerable.Range(0, items.Length))]));

    // The model's best items, of those requests where it has something to go by.
    private ModelAnswer[] Search(CatalogueSearch search, LadderRequest[] requests, bool[]? barred, int count, RankingRequestOptions<TItem> options)
    {
        var answers = Array.ConvertAll(requests, request => new ModelAnswer(_ladder.ModelRung(request), default));
        int[] asked = [.. Enumerable.Range(0, answers.Length).Where(i => answers[i].Rung.HasValue)];
        if (asked.Length == 0) return answers;
        var all = requests[0].Requests;
        var met = ItemLists.Of(Array.ConvertAll(asked, i => options.IncludeMet ? [] : Rising(all.MetOf(i))));
        float[] queries = _bundle.Scorer.Encode(asked.Length == requests.Length ? all : all.Select(asked)); // [B, E]
        var found = search.Best(queries, count, barred, met, _index.Order, options.Retrieval);
        for (int i = 0; i < asked.Length; i++) answers[asked[i]] = answers[asked[i]] with { Found = found[i] };
        return answers;
    }

    // As a search wants them.
    private static int[] Rising(ReadOnlySpan<int> items)
    {
        int[] rising = items.ToArray();
        if (rising.Length > SearchTask.LongestUnsorted) Array.Sort(rising);
        return rising;
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
