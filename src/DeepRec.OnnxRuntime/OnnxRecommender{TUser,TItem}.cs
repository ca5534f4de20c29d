using DeepRec.OnnxServing;

namespace DeepRec;

/// <summary>A recommender on ONNX Runtime: raw ids and values in, ratings and recommendations out, as DeepRec's own gives them.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Immutable and safe from many threads at once, until it is disposed. Unknown and missing ids are normal: the answer is finite.</remarks>
public sealed class OnnxRecommender<TUser, TItem> : IDisposable
    where TUser : notnull
    where TItem : notnull
{
    private static readonly Dictionary<string, object?> NoContext = [];
    private readonly ModelFile _file;
    private readonly Scorer _scorer;
    private readonly Lazy<int[]> _places; // of items whose scores are equal
    private bool _disposed;

    internal OnnxRecommender(ModelFile file) => (_file, _scorer, _places) = (file, new Scorer(file), new Lazy<int[]>(() => PlacesOf(file)));

    /// <summary>What DeepRec calls the model.</summary>
    public string ModelName => _file.Name;

    /// <summary>Whether it ranks items, rather than predicts ratings.</summary>
    public bool IsRanking => _file.IsRanking;

    /// <summary>How many users are known.</summary>
    public int UserCount => _file.Users.Count;

    /// <summary>How many items are in the catalogue.</summary>
    public int ItemCount => _file.Items.Count;

    /// <summary>The predicted rating of an item by a user, in units of the label; of a file that ranks, the model's score.</summary>
    /// <param name="user">The user; one who is not known, or <see langword="null"/>, is scored by everything else.</param>
    /// <param name="item">The item; likewise, where ratings are predicted.</param>
    /// <param name="context">Values of context and user features by column name; what is not given is taken from the known user, else missing.</param>
    /// <exception cref="ArgumentException">The context names a column that is none, or that is the item's, or a value is none of its column; or a ranker is asked for an item outside its catalogue.</exception>
    /// <exception cref="NotSupportedException">A given column goes through a step that only DeepRec has.</exception>
    public float Predict(TUser? user, TItem? item, IReadOnlyDictionary<string, object?>? context = null) => PredictBatch([(user, item)], context)[0];

    /// <summary>The same for many pairs in one run.</summary>
    /// <param name="pairs">Users and items.</param>
    /// <param name="context">As for one pair; the same for all of them.</param>
    /// <returns>Shape [pairs].</returns>
    /// <inheritdoc cref="Predict(TUser?, TItem?, IReadOnlyDictionary{string, object?}?)" path="/exception"/>
    public float[] PredictBatch(IReadOnlyList<(TUser? User, TItem? Item)> pairs, IReadOnlyDictionary<string, object?>? context = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ThrowIfDisposed();
        if (pairs.Count == 0) return [];
        Subject[] users = [.. pairs.Select(pair => _scorer.User(TextOf(pair.User), context ?? NoContext))];
        if (!_file.IsRanking) return _scorer.Rate(users, [.. pairs.Select(pair => _scorer.Item(TextOf(pair.Item)))]);
        float[] scores = _scorer.Rank(users, [.. users.Select(user => _file.Met.Of(user.Row).ToArray())]); // [B, I]
        return [.. pairs.Select((pair, row) => _file.Items.RowOf(TextOf(pair.Item)) is >= 0 and var item ? scores[(row * ItemCount) + item] : throw new ArgumentException($"'{pair.Item}' is not in the catalogue.", nameof(pairs)))];
    }

    /// <summary>The items that suit a user best, best first.</summary>
    /// <param name="user">The user; one who is not known, or <see langword="null"/>, gets what the items, the context and recent items say, else what is popular.</param>
    /// <param name="count">How many at most; fewer come back only when the catalogue, after filters, holds fewer.</param>
    /// <param name="options">Context, recent items, filters. Items met in training are left out unless it says otherwise.</param>
    /// <exception cref="ArgumentException">The count is below 1, or the context names a column that is none, or a value is none of its column.</exception>
    /// <exception cref="NotSupportedException">A given column goes through a step that only DeepRec has.</exception>
    public IReadOnlyList<OnnxRecommendation<TItem>> Recommend(TUser? user, int count = 10, OnnxRequestOptions<TItem>? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ThrowIfDisposed();
        options ??= new OnnxRequestOptions<TItem>();
        var subject = _scorer.User(TextOf(user), options.Context);
        int[] recent = [.. RowsOf(options.RecentItems)], candidates = Candidates(subject, recent, options);
        if (candidates.Length == 0) return [];
        float[] scores = _file.IsRanking ? RankingScores(subject, recent, candidates) : _scorer.Rate([.. candidates.Select(_ => subject)], [.. candidates.Select(item => new Subject(item, Empty))]);
        int[] places = _places.Value;
        var best = Enumerable.Range(0, candidates.Length).OrderByDescending(i => scores[i]).ThenBy(i => places[candidates[i]]).Take(count);
        return [.. best.Select(i => new OnnxRecommendation<TItem>(KeyText<TItem>.Parse(_file.Items.Ids[candidates[i]]), scores[i]))];
    }

    /// <summary>Frees the model.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _file.Dispose();
    }

    private static IReadOnlyDictionary<string, Cell> Empty { get; } = new Dictionary<string, Cell>();

    private static string? TextOf<T>(T? id) => id is null ? null : KeyText<T>.Format(id).Trim();

    private float[] RankingScores(Subject user, int[] recent, int[] candidates)
    {
        if (!_scorer.CanRank(user, recent)) return Array.ConvertAll(candidates, item => (float)_file.Met.Counts[item]);
        float[] all = _scorer.Rank([user], [[.. _file.Met.Of(user.Row), .. recent]]); // [1, I]
        return Array.ConvertAll(candidates, item => all[item]);
    }

    private int[] Candidates(Subject user, int[] recent, OnnxRequestOptions<TItem> options)
    {
        var barred = new bool[ItemCount];
        if (!options.IncludeMet)
        {
            foreach (int item in _file.Met.Of(user.Row)) barred[item] = true;
            foreach (int item in recent) barred[item] = true;
        }

        foreach (int item in RowsOf(options.Exclude)) barred[item] = true;
        var pool = options.Allow is null ? Enumerable.Range(0, barred.Length) : RowsOf(options.Allow).Distinct().Order();
        return [.. pool.Where(item => !barred[item])];
    }

    private IEnumerable<int> RowsOf(IEnumerable<TItem> items) => items.Select(item => _file.Items.RowOf(TextOf(item))).Where(row => row >= 0);

    // As DeepRec has them: those of ratings as in the catalogue, those of rankings by a stable hash of their ids.
    private static int[] PlacesOf(ModelFile file)
    {
        const ulong seed = 42;
        int[] order = [.. Enumerable.Range(0, file.Items.Count)], places = new int[order.Length];
        if (file.IsRanking) order = [.. order.OrderBy(item => StableHash.Combine(seed, StableHash.Of(file.Items.Ids[item]))).ThenBy(item => file.Items.Ids[item], StringComparer.Ordinal)];
        for (int place = 0; place < order.Length; place++) places[order[place]] = place;
        return places;
    }

    private void ThrowIfDisposed()
    {
        if (_disposed) throw new ObjectDisposedException(objectName: null, "The recommender was disposed of. Keep it for as long as it is asked.");
    }
}
