using System.Globalization;

namespace DeepRec.AspNetCore;

/// <summary>A recommender of ratings that follows its bundle file.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Safe from many threads at once. A request that runs while a new bundle is put in place is answered by the one that it began with.</remarks>
public sealed class RatingService<TUser, TItem>
    where TUser : notnull
    where TItem : notnull
{
    private static readonly Dictionary<string, object?> NoContext = [];
    private readonly ModelFile<Recommender<TUser, TItem>> _file;
    private readonly DeepRecMetrics _metrics;
    private readonly EventRecorder _recorder;

    /// <summary>What learns from ratings; <see langword="null"/> where nothing does.</summary>
    internal OnlineLearner<TUser, TItem>? Learner { get; init; }

    internal RatingService(ModelFile<Recommender<TUser, TItem>> file, EventRecorder recorder, DeepRecMetrics metrics) => (_file, _recorder, _metrics) = (file, recorder, metrics);

    /// <summary>Whether a bundle answers.</summary>
    public bool IsLoaded => _file.Version is not null;

    /// <summary>Which bundle answers now.</summary>
    /// <exception cref="ModelUnavailableException">None does: the host has not started, or has stopped.</exception>
    public ModelVersion Version => _file.Version ?? throw ModelUnavailableException.Of(_file.Name);

    /// <summary>The rating that a user would give an item, in units of the label; finite, for unknown ids too.</summary>
    /// <param name="user">The user; unknown, or <see langword="null"/>: an average one.</param>
    /// <param name="item">The item; unknown, or <see langword="null"/>: an average one.</param>
    /// <param name="context">Values of context and user features, by column name.</param>
    /// <exception cref="ModelUnavailableException">No bundle is loaded.</exception>
    public float Predict(TUser? user, TItem? item, IReadOnlyDictionary<string, object?>? context = null) => Answer(user, item, context).Answer;

    /// <summary>The items with the best predicted ratings, best first.</summary>
    /// <param name="user">The user.</param>
    /// <param name="count">How many at most; 1 or more.</param>
    /// <param name="options">As for <see cref="Recommender{TUser, TItem}.Recommend(TUser, int, RecommendOptions{TItem})"/>.</param>
    /// <exception cref="ModelUnavailableException">No bundle is loaded.</exception>
    public IReadOnlyList<Recommendation<TItem>> Recommend(TUser? user, int count = 10, RecommendOptions<TItem>? options = null) => AnswerList(user, count, options).Answer;

    /// <summary>Keeps a rating to learn from it. Done when it is written to the log of the model's <see cref="OnlineLearner{TUser, TItem}"/>.</summary>
    /// <param name="user">Who rated; new ones are learned too.</param>
    /// <param name="item">What was rated; likewise.</param>
    /// <param name="rating">In units of the label; finite. Where the model was trained with 100 distinct ratings or fewer, as with stars, within their range; else 10 of their standard deviations beyond it at most.</param>
    /// <param name="at">When it was; <see langword="null"/>: now.</param>
    /// <param name="context">Values of context, by column name.</param>
    /// <param name="cancellationToken">Gives up before it is written.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rating is none that the model could have been trained with.</exception>
    /// <exception cref="ArgumentException">The context names a column that is none.</exception>
    /// <exception cref="DatasetException">A value of the context is none of its column.</exception>
    /// <exception cref="InvalidOperationException">The model does not learn.</exception>
    /// <exception cref="EventNotStoredException">It was not stored.</exception>
    /// <exception cref="ModelUnavailableException">No bundle is loaded.</exception>
    public ValueTask RecordAsync(TUser user, TItem item, float rating, DateTimeOffset? at = null, IReadOnlyDictionary<string, object?>? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(item);
        if (Learner is null) throw new InvalidOperationException($"The model '{_file.Name}' keeps no ratings, as it does not learn. Let it, by AddOnlineLearning.");
        var (label, known) = _file.Use((recommender, _) =>
        {
            if (context is not null) recommender.Predict(user, item, context); // says what is wrong with it
            return (recommender.Pipeline.Schema.Label!.Name, recommender.LabelStatistics);
        });
        float beyond = known.Levels.Count > 0 ? 0 : 10 * known.StandardDeviation, least = known.Minimum - beyond, greatest = known.Maximum + beyond;
        if (!(rating >= least && rating <= greatest)) throw new ArgumentOutOfRangeException(nameof(rating), rating, string.Create(CultureInfo.InvariantCulture, $"A '{label}' of the model '{_file.Name}' is a number from {least} to {greatest}, by those that it was trained with."));
        var rated = new RecentEvent<TItem>(item) { At = at, Values = new Dictionary<string, object?>(context ?? NoContext, StringComparer.Ordinal) { [label] = rating } };
        return _recorder.StoreAsync(rated, dated => Learner.AppendAsync(user, dated, cancellationToken), cancellationToken);
    }

    /// <summary>Asks the recommender itself. Do not keep it: it lives until the answer is there.</summary>
    /// <param name="ask">The question.</param>
    /// <exception cref="ModelUnavailableException">No bundle is loaded.</exception>
    public TAnswer Use<TAnswer>(Func<Recommender<TUser, TItem>, TAnswer> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return Ask("use", ask).Answer;
    }

    /// <summary>A predicted rating, with the bundle that answered.</summary>
    internal (ModelVersion Version, float Answer) Answer(TUser? user, TItem? item, IReadOnlyDictionary<string, object?>? context) => Ask("predict", recommender => recommender.Predict(user, item, context));

    /// <summary>A list, with the bundle that answered.</summary>
    internal (ModelVersion Version, IReadOnlyList<Recommendation<TItem>> Answer) AnswerList(TUser? user, int count, RecommendOptions<TItem>? options) => Ask("recommend", recommender => recommender.Recommend(user, count, options));

    private (ModelVersion Version, TAnswer Answer) Ask<TAnswer>(string operation, Func<Recommender<TUser, TItem>, TAnswer> ask) => _metrics.Measure(_file.Name, operation, () => _file.Use((recommender, version) => (version, ask(recommender))));
}
