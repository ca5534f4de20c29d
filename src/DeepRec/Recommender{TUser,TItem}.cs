using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>A trained recommender: predicts ratings, recommends items, evaluates and saves itself.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Immutable and safe from many threads at once, until it is disposed. Unknown and missing ids are normal: the answer is finite and says what it leans on.</remarks>
public sealed partial class Recommender<TUser, TItem> : IDisposable
    where TUser : notnull
    where TItem : notnull
{
    private static readonly Dictionary<string, object?> NoContext = [];
    private readonly RatingBundle _bundle;
    private readonly RequestRows _requests;
    private bool _disposed;

    internal Recommender(RatingBundle bundle, TrainingReport? report, IReadOnlyList<RowRemoval> removed)
    {
        (_bundle, Report, RemovedRows) = (bundle, report, removed);
        _requests = new RequestRows(bundle.Pipeline.Schema, bundle.Users, bundle.Items);
    }

    /// <summary>What came of the training; <see langword="null"/> after loading.</summary>
    public TrainingReport? Report { get; }

    /// <summary>What its learned weights tell of a row or a user, after loading too; <see langword="null"/> where <see cref="TrainerOptions.Privacy"/> was not set. Of the tables beside them it says nothing.</summary>
    public PrivacySpent? Privacy => _bundle.Privacy;

    /// <summary>Mean, deviation, range and levels of the ratings that it was trained with, in units of the label; updates leave them.</summary>
    public LabelStatistics LabelStatistics => _bundle.Label;

    /// <summary>Which training rows the pipeline removed, and why; empty after loading.</summary>
    public IReadOnlyList<RowRemoval> RemovedRows { get; }

    /// <summary>The fitted pipeline.</summary>
    public FittedPipeline Pipeline => _bundle.Pipeline;

    /// <summary>The model, in evaluation mode. Owned by the recommender; do not train or dispose it.</summary>
    /// <remarks>After loading it is made at the first call, where predictions did not need it so far.</remarks>
    /// <exception cref="TorchNotAvailableException">It is made now, and libtorch cannot be loaded; the message says what is missing.</exception>
    public RatingPredictor Model => (RatingPredictor)_bundle.Model.Module.Model;

    /// <summary>All that it is.</summary>
    internal RatingBundle Bundle => _bundle;

    /// <summary>How many users are known.</summary>
    public int UserCount => _bundle.Users.Count;

    /// <summary>How many items are in the catalogue.</summary>
    public int ItemCount => _bundle.Items.Count;

    /// <summary>The predicted rating of an item by a user, in units of the label.</summary>
    /// <param name="user">The user; one who is not known, or <see langword="null"/>, is scored by everything else.</param>
    /// <param name="item">The item; likewise.</param>
    /// <param name="context">Values of context and user features by column name; what is not given is taken from the known user, else missing.</param>
    /// <param name="ratings">
    /// Ratings of the user by item that training rows do not have; as <see cref="RecommendOptions{TItem}.Ratings"/>. Nothing is learned anew.
    /// </param>
    /// <exception cref="ArgumentException">The context names a column that is none, or that is the item's; a given rating is no number, or the model reads none.</exception>
    /// <exception cref="DatasetException">A value of the context is none of its column.</exception>
    public float Predict(TUser? user, TItem? item, IReadOnlyDictionary<string, object?>? context = null, IEnumerable<KeyValuePair<TItem, float>>? ratings = null)
    {
        string? userText = TextOf(user), itemText = TextOf(item);
        if (ratings is null && context is null or { Count: 0 } && _bundle.Pairs is { } pairs) return Predict(pairs, userText, itemText);
        return Score(_requests.Compose(userText, itemText, context ?? NoContext), ratings is null ? null : Given(userText, ratings))[0];
    }

    /// <summary>The predicted rating of each row.</summary>
    /// <param name="rows">Rows with the columns that the recommender was trained on; the label may be absent.</param>
    /// <returns>Shape [rows], in units of the label, finite: where numbers beyond all measure overflow the model, the mean of the training labels.</returns>
    /// <exception cref="ArgumentException">A column is absent or of another kind.</exception>
    public float[] Predict(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Score(rows);
    }

    /// <summary>The predicted rating of each row object.</summary>
    /// <inheritdoc cref="Predict(Dataset)"/>
    public float[] Predict<TRow>(IEnumerable<TRow> rows) => Predict(Dataset.From(rows));

    /// <summary>The items with the highest predicted ratings, best first; equal ratings in the catalogue's order.</summary>
    /// <param name="user">The user; one who is not known, or <see langword="null"/>, gets what the items and the context say.</param>
    /// <param name="count">How many at most; fewer come back only when the catalogue, after filters, holds fewer.</param>
    /// <param name="options">Context, filters. Items rated in training are left out unless it says otherwise.</param>
    /// <exception cref="ArgumentException">The count is below 1, the context names a column that is none, or that is the item's, a given rating is no number, or the model reads none.</exception>
    /// <exception cref="DatasetException">A value of the context is none of its column.</exception>
    public IReadOnlyList<Recommendation<TItem>> Recommend(TUser? user, int count = 10, RecommendOptions<TItem>? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ThrowIfDisposed();
        options ??= new RecommendOptions<TItem>();
        string? userText = TextOf(user);
        int userRow = _bundle.Users.RowOf(userText);
        var given = options.Ratings is null ? null : Given(userText, options.Ratings);
        int[] candidates = Candidates(userRow, options, given);
        if (candidates.Length == 0) return [];

        var scores = Score(_requests.Compose(userText, candidates, options.Context), given);
        var heap = new TopK(new (float, int)[Math.Min(count, candidates.Length)]);
        for (int i = 0; i < scores.Length; i++) heap.Offer(scores[i], i);

        var best = heap.Sorted();
        var recommendations = new Recommendation<TItem>[best.Length];
        for (int i = 0; i < best.Length; i++)
        {
            int item = candidates[best[i].Position];
            recommendations[i] = new Recommendation<TItem>(KeyText<TItem>.Parse(_bundle.Items.IdAt(item)), best[i].Score, RungOf(_bundle.Rated.CountOf(userRow) > 0 || given is { Ratings.Count: > 0 }, item));
        }

        return recommendations;
    }

    /// <summary>Compares predictions with the labels of rows that were not trained on.</summary>
    /// <exception cref="ArgumentException">There is no label, or one is missing; the message names the row.</exception>
    public RatingReport Evaluate(Dataset test)
    {
        ArgumentNullException.ThrowIfNull(test);
        if (test.Count == 0) throw new ArgumentException("There are no rows to evaluate.", nameof(test));
        float[] labels = RatingEvaluator.LabelsOf(test);
        int[] users = RatedItems.RowsOf(test, _bundle.Users, Pipeline.Schema.User!), items = RatedItems.RowsOf(test, _bundle.Items, Pipeline.Schema.Item!);
        return RatingEvaluator.Evaluate(Score(test), labels, Array.ConvertAll(users, _bundle.Rated.CountOf), Array.ConvertAll(items, row => row < 0 ? 0 : _bundle.Rated.ItemRows[row]));
    }

    /// <summary>Saves everything into one file, under a temporary name first: the old file stays whole until the new one is.</summary>
    /// <param name="path">By custom ending in <c>.deeprec</c>.</param>
    /// <exception cref="InvalidOperationException">A step, encoder or model of your own has no name; see <see cref="BundleTypes"/>.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ThrowIfDisposed();
        _bundle.Save(path, typeof(TUser), typeof(TItem));
    }

    /// <summary>Frees the model.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _bundle.Dispose();
    }

    private static string? TextOf<T>(T? id) => id is null ? null : KeyText<T>.Format(id).Trim();

    private GivenRatings Given(string? user, IEnumerable<KeyValuePair<TItem, float>> ratings)
    {
        ThrowIfDisposed();
        if (_bundle.Model.ReadsRatings is null) throw new ArgumentException($"{_bundle.Model.Name} reads no ratings of a request. Train a model of rated histories, such as RecommenderOptions.RatedHistory.", nameof(ratings));
        return GivenRatings.Of(_bundle.Users.RowOf(user), ratings, _bundle.Items);
    }

    private float Predict(PairScorer pairs, string? user, string? item)
    {
        ThrowIfDisposed();
        int userRow = user is null ? UserCount : _bundle.Users.RowOf(user), itemRow = item is null ? ItemCount : _bundle.Items.RowOf(item);
        bool areKnown = userRow >= 0 && itemRow >= 0;
        if (areKnown && pairs.TryScore(userRow, itemRow, out float score)) return Finite(score);
        var encoded = Pipeline.Transform(_requests.Compose(user, item, NoContext));
        score = ScoreEncoded(encoded, given: null)[0];
        if (areKnown && pairs.Keep(userRow, itemRow, encoded)) KeepBeside(pairs, userRow, itemRow);
        return score;
    }

    // Those that are likely to be asked for next, many for the price of a few.
    private void KeepBeside(PairScorer pairs, int user, int item)
    {
        if (pairs.UsersBeside(user) is { Length: > 0 } users) pairs.KeepUsers(users, Pipeline.Transform(_requests.Compose([.. users.Select(_bundle.Users.IdAt)])));
        if (pairs.ItemsBeside(item) is { Length: > 0 } items) pairs.KeepItems(items, Pipeline.Transform(_requests.Compose(user: null, items, NoContext)));
    }

    private float[] Score(Dataset rows, GivenRatings? given = null)
    {
        ThrowIfDisposed();
        return ScoreEncoded(Pipeline.Transform(rows), given);
    }

    private float[] ScoreEncoded(Dataset encoded, GivenRatings? given)
    {
        var scores = new float[encoded.Count];
        _bundle.Score(encoded, scores, given);
        foreach (ref float score in scores.AsSpan()) score = Finite(score);
        return scores;
    }

    // Numbers beyond all measure can overflow a model, and no NaN reaches a user: nothing is then known but the mean.
    private float Finite(float score) => float.IsFinite(score) ? score : _bundle.Label.Mean;

    private void ThrowIfDisposed()
    {
        if (_disposed) throw new ObjectDisposedException(objectName: null, "The recommender was disposed of. Keep it for as long as it is asked.");
    }

    private int[] Candidates(int userRow, RecommendOptions<TItem> options, GivenRatings? given)
    {
        var barred = new bool[_bundle.Items.Count];
        if (!options.IncludeRated)
        {
            foreach (int item in _bundle.Rated.Of(userRow)) barred[item] = true;
            foreach (int item in given?.Ratings.Keys ?? []) barred[item] = true;
        }

        foreach (var item in options.Exclude) if (_bundle.Items.RowOf(TextOf(item)) is >= 0 and var row) barred[row] = true;
        var pool = options.Allow is null
            ? Enumerable.Range(0, barred.Length)
            : options.Allow.Select(item => _bundle.Items.RowOf(TextOf(item))).Where(row => row >= 0).Distinct().Order();
        return [.. pool.Where(row => !barred[row])];
    }

    private ColdStartRung RungOf(bool hasRated, int item) => (hasRated, _bundle.Rated.ItemRows[item] > 0) switch
    {
        (true, true) => ColdStartRung.Known,
        (true, false) => ColdStartRung.UnknownItem,
        (false, true) => ColdStartRung.UnknownUser,
        _ => ColdStartRung.UnknownUserAndItem,
    };
}
