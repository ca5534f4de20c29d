namespace DeepRec.AspNetCore;

/// <summary>A recommender of ratings that follows its bundle file.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Safe from many threads at once. A request that runs while a new bundle is put in place is answered by the one that it began with.</remarks>
public sealed class RatingService<TUser, TItem>
    where TUser : notnull
    where TItem : notnull
{
    private readonly ModelFile<Recommender<TUser, TItem>> _file;
    private readonly DeepRecMetrics _metrics;

    internal RatingService(ModelFile<Recommender<TUser, TItem>> file, DeepRecMetrics metrics) => (_file, _metrics) = (file, metrics);

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
