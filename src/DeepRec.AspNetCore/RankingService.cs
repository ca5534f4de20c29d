using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore;

/// <summary>A recommender of rankings that follows its bundle file, and knows what users did since the training.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Safe from many threads at once. A request that runs while a new bundle is put in place is answered by the one that it began with.</remarks>
public sealed class RankingService<TUser, TItem>
    where TUser : notnull
    where TItem : notnull
{
    private readonly ModelFile<RankingRecommender<TUser, TItem>> _file;
    private readonly IRecentEventStore<TUser, TItem> _events;
    private readonly EventStoreState _state;
    private readonly DeepRecMetrics _metrics;
    private readonly ILogger _logger;
    private readonly EventRecorder _recorder;

    /// <summary>What learns from events; <see langword="null"/> where nothing does.</summary>
    internal OnlineLearner<TUser, TItem>? Learner { get; init; }

    internal RankingService(ModelFile<RankingRecommender<TUser, TItem>> file, IRecentEventStore<TUser, TItem> events, EventStoreState state, DeepRecMetrics metrics, TimeProvider time, ILogger logger) =>
        (_file, _events, _state, _metrics, _logger, _recorder) = (file, events, state, metrics, logger, new EventRecorder(file.Name, state, time, logger));

    /// <summary>Whether a bundle answers.</summary>
    public bool IsLoaded => _file.Version is not null;

    /// <summary>Which bundle answers now.</summary>
    /// <exception cref="ModelUnavailableException">None does: the host has not started, or has stopped.</exception>
    public ModelVersion Version => _file.Version ?? throw ModelUnavailableException.Of(_file.Name);

    /// <summary>
    /// The items that suit a user best, best first: what he did since the training, by the store of events, stands behind the recent events of the options. Where the store
    /// cannot be read the recommendations do without.
    /// </summary>
    /// <param name="user">The user; one who is not known, or <see langword="null"/>, gets what recent items, features and popularity say.</param>
    /// <param name="count">How many at most; 1 or more.</param>
    /// <param name="options">As for <see cref="RankingRecommender{TUser, TItem}.Recommend(TUser, int, RankingRequestOptions{TItem})"/>.</param>
    /// <param name="cancellationToken">Gives up waiting for the store.</param>
    /// <exception cref="ArgumentException">The count is below 1, or an option does not suit the model.</exception>
    /// <exception cref="DatasetException">A value of the context is none of its column.</exception>
    /// <exception cref="ModelUnavailableException">No bundle is loaded.</exception>
    public async ValueTask<IReadOnlyList<RankedRecommendation<TItem>>> RecommendAsync(
        TUser? user, int count = 10, RankingRequestOptions<TItem>? options = null, CancellationToken cancellationToken = default) =>
        (await AnswerAsync(user, count, options, cancellationToken).ConfigureAwait(false)).Answer;

    /// <summary>The same, with the bundle that answered.</summary>
    internal async ValueTask<(ModelVersion Version, IReadOnlyList<RankedRecommendation<TItem>> Answer)> AnswerAsync(
        TUser? user, int count, RankingRequestOptions<TItem>? options, CancellationToken cancellationToken)
    {
        options ??= new RankingRequestOptions<TItem>();
        var recent = user is null ? [] : await RecentAsync(user, cancellationToken).ConfigureAwait(false);
        var answer = Ask("recommend", recommender => Recommend(recommender, user, count, options, recent));
        _metrics.Recommended(_file.Name, answer.Answer);
        return answer;
    }

    /// <summary>Keeps what a user did, so that his next request knows of it. Done when it is stored.</summary>
    /// <param name="user">Who did it.</param>
    /// <param name="recent">What was done; without a time of its own it was done now. One about an item outside the catalogue is kept, and passed over; likewise values that are none of the model's columns of events.</param>
    /// <param name="cancellationToken">Gives up waiting for the store.</param>
    /// <exception cref="EventNotStoredException">It was not stored.</exception>
    /// <exception cref="ArgumentException">It is none that the store can keep.</exception>
    public async ValueTask RecordAsync(TUser user, RecentEvent<TItem> recent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(recent);
        await _recorder.StoreAsync(recent, Store, cancellationToken).ConfigureAwait(false);

        async ValueTask Store(RecentEvent<TItem> dated)
        {
            if (Learner is not null) await Learner.AppendAsync(user, dated, cancellationToken).ConfigureAwait(false);
            await _events.AppendAsync(user, dated, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The items most like one, best first.</summary>
    /// <param name="item">The item; one outside the catalogue has none.</param>
    /// <param name="count">How many at most; 1 or more.</param>
    /// <exception cref="ModelUnavailableException">No bundle is loaded.</exception>
    public IReadOnlyList<Neighbor<TItem>> SimilarItems(TItem item, int count = 10) => Similar(item, count).Answer;

    /// <summary>The same, with the bundle that answered.</summary>
    internal (ModelVersion Version, IReadOnlyList<Neighbor<TItem>> Answer) Similar(TItem item, int count) => Ask("similar", recommender => recommender.SimilarItems(item, count));

    /// <summary>Asks the recommender itself. Do not keep it: it lives until the answer is there.</summary>
    /// <param name="ask">The question.</param>
    /// <exception cref="ModelUnavailableException">No bundle is loaded.</exception>
    public TAnswer Use<TAnswer>(Func<RankingRecommender<TUser, TItem>, TAnswer> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return Ask("use", ask).Answer;
    }

    // Events were stored for any bundle, as one that had other columns: values that are none of this one's are missing.
    private static IReadOnlyList<RankedRecommendation<TItem>> Recommend(RankingRecommender<TUser, TItem> recommender, TUser? user, int count, RankingRequestOptions<TItem> options, IReadOnlyList<RecentEvent<TItem>> recent)
    {
        if (recent.Count == 0) return recommender.Recommend(user, count, options);
        try
        {
            return recommender.Recommend(user, count, options with { RecentEvents = [.. options.RecentEvents, .. recent] });
        }
        catch (Exception e) when (e is ArgumentException or DatasetException)
        {
            return recommender.Recommend(user, count, options with { RecentEvents = [.. options.RecentEvents, .. recent.Select(one => EventRows.Suited(recommender.Pipeline.Schema, one))] });
        }
    }

    private (ModelVersion Version, TAnswer Answer) Ask<TAnswer>(string operation, Func<RankingRecommender<TUser, TItem>, TAnswer> ask) => _metrics.Measure(_file.Name, operation, () => _file.Use((recommender, version) => (version, ask(recommender))));

    private async ValueTask<IReadOnlyList<RecentEvent<TItem>>> RecentAsync(TUser user, CancellationToken cancellationToken)
    {
        try
        {
            var events = await _events.ReadAsync(user, cancellationToken).ConfigureAwait(false);
            _state.Failure = null;
            return events;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _state.Failure = e.Message;
            Log.EventsNotRead(_logger, _file.Name, e);
            return [];
        }
    }
}
