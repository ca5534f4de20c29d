using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore;

/// <summary>Lets a served recommender of rankings learn from what users do: it makes candidates, measures them against what is served, and publishes those that are not worse.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Safe from many threads at once; one update runs at a time. A process that ends at any moment leaves a whole bundle served, and every acknowledged event in the log.</remarks>
public sealed class OnlineLearner<TUser, TItem> : IOnlineLearner, IDisposable
    where TUser : notnull
    where TItem : notnull
{
    private readonly ModelFile<RankingRecommender<TUser, TItem>> _file;
    private readonly IEventLog<TUser, TItem> _log;
    private readonly OnlineLearningOptions _options;
    private readonly BundleVersions _versions;
    private readonly DeepRecMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _one = new(1);
    private DateTimeOffset _lookedAt;
    private long _lookedUntil = -1; // the log's end at the last attempt

    internal OnlineLearner(ModelFile<RankingRecommender<TUser, TItem>> file, IEventLog<TUser, TItem> log, OnlineLearningOptions options, DeepRecMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_file, _log, _options, _metrics, _time, _logger) = (file, log, options, metrics, time, logger);
        _versions = new BundleVersions(options.Folder, file.Path);
        _lookedAt = time.GetUtcNow();
    }

    /// <summary>The bundles that can be gone back to, oldest first; that which is served is the one of its hash.</summary>
    public IReadOnlyList<BundleVersion> Versions => _versions.All;

    /// <summary>What came of the last attempt that there was an event for; <see langword="null"/> before the first.</summary>
    public OnlineUpdate? Last { get; private set => Volatile.Write(ref field, value); }

    TimeSpan IOnlineLearner.CheckInterval => _options.CheckInterval;

    /// <summary>Learns now from what the served bundle has not learned from.</summary>
    /// <param name="cancellationToken">Ends the training; nothing is published then.</param>
    /// <exception cref="ModelUnavailableException">No bundle is served.</exception>
    /// <exception cref="IOException">A file cannot be written; what is served stays.</exception>
    public async Task<OnlineUpdate> UpdateAsync(CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _file.Check(); // what another process has put there is what is learned on from
            string served = (_file.Version ?? throw ModelUnavailableException.Of(_file.Name)).Sha256;
            var events = await _log.ReadAsync(_versions.Of(served)?.LearnedUntil ?? 0, _options.MostEvents, cancellationToken).ConfigureAwait(false);
            if (events.Count == 0) return new OnlineUpdate(OnlineUpdateOutcome.TooFewEvents, 0, 0, 0, null, null);
            if (events.Count < _options.LeastEvents) return Last = new OnlineUpdate(OnlineUpdateOutcome.TooFewEvents, events.Count, 0, 0, null, null);
            var update = await Task.Run(() => _file.Use((recommender, version) => Learn(recommender, version, events, cancellationToken)), cancellationToken).ConfigureAwait(false);
            _metrics.Updated(_file.Name, update.Outcome, update.Report);
            Log.Updated(_logger, _file.Name, update.Outcome, update.Events, update.Served, update.Candidate);
            Last = update;
            if (update.Outcome == OnlineUpdateOutcome.Published && !_options.KeepsEvents) await _log.TrimAsync(_versions.All.Min(version => version.LearnedUntil), cancellationToken).ConfigureAwait(false);
            return update;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Serves an earlier bundle again. It learns on from there, and passes over the events there are by now, which may be what spoilt the later ones.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Gives up waiting for an update that runs.</param>
    /// <exception cref="ArgumentException">It is not kept.</exception>
    /// <exception cref="InvalidBundleException">It is not what it was.</exception>
    public async Task RollbackAsync(int number, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var version = _versions.All.FirstOrDefault(one => one.Number == number) ?? throw new ArgumentException($"There is no bundle {number}. Kept: {string.Join(", ", _versions.All.Select(one => one.Number))}.", nameof(number));
            Require(version);
            _versions.Note(version with { LearnedUntil = await _log.EndAsync(cancellationToken).ConfigureAwait(false) });
            Serve(version);
            Log.RolledBack(_logger, _file.Name, number);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Waits for nothing: an update that runs ends with its own cancellation.</summary>
    public void Dispose() => _one.Dispose();

    async Task IOnlineLearner.LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_file.Version is not { } served) return;
            var known = _versions.Of(served.Sha256);
            _metrics.Stale(_file.Name, known?.NewestEvent is { } newest ? _time.GetUtcNow() - newest : null);
            long end = await _log.EndAsync(cancellationToken).ConfigureAwait(false);
            if (end == _lookedUntil || end <= (known?.LearnedUntil ?? 0)) return;
            var now = _time.GetUtcNow();
            bool isDue = now - _lookedAt >= _options.Interval || (await _log.ReadAsync(Math.Max(_lookedUntil, known?.LearnedUntil ?? 0), _options.Events, cancellationToken).ConfigureAwait(false)).Count >= _options.Events;
            if (!isDue) return;
            (_lookedAt, _lookedUntil) = (now, end);
            await UpdateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            _metrics.UpdateFailed(_file.Name);
            Log.UpdateFailed(_logger, _file.Name, e);
        }
    }

    /// <summary>Writes an event to the log.</summary>
    internal ValueTask AppendAsync(TUser user, RecentEvent<TItem> done, CancellationToken cancellationToken) => _log.AppendAsync(user, done, cancellationToken);

    private OnlineUpdate Learn(RankingRecommender<TUser, TItem> served, ModelVersion version, IReadOnlyList<LoggedEvent<TUser, TItem>> events, CancellationToken cancellationToken)
    {
        var rows = EventRows.Of(served.Pipeline.Schema, [.. events.OrderBy(one => one.Event.At ?? DateTimeOffset.MinValue)]);
        int held = Math.Clamp((int)Math.Ceiling(rows.Count * _options.HoldoutShare), 1, rows.Count - 1);
        var (older, newest) = (rows.Select([.. Enumerable.Range(0, rows.Count - held)]), rows.Select([.. Enumerable.Range(rows.Count - held, held)]));
        using var candidate = served.Update(older, _options.Update, cancellationToken);
        var (before, after) = Compare(served, candidate, older, newest, cancellationToken);
        if (after < before * (1 - _options.Tolerance)) return new OnlineUpdate(OnlineUpdateOutcome.Refused, rows.Count, before, after, null, candidate.LastUpdate);

        using var whole = candidate.Update(newest, _options.Update, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (_versions.Of(version.Sha256) is null) _versions.Keep(path => File.Copy(_file.Path, path), version.LoadedAt, learnedUntil: 0, newest: null); // the first one, to go back to
        var made = _versions.Keep(whole.Save, _time.GetUtcNow(), events[^1].Position, events.Max(one => one.Event.At));
        Require(made);
        Serve(made);
        return new OnlineUpdate(OnlineUpdateOutcome.Published, rows.Count, before, after, made, candidate.LastUpdate);
    }

    // Both know of the older events, the one by its history and the other by having learned from them. Where all that is wanted was met before, met items count too.
    private static (double Served, double Candidate) Compare(RankingRecommender<TUser, TItem> served, RankingRecommender<TUser, TItem> candidate, Dataset older, Dataset newest, CancellationToken cancellationToken)
    {
        const string Metric = "NDCG@10";
        var options = new RankingEvaluationOptions { CutOffs = [10] };
        try
        {
            return (served.Evaluate(newest, options, older, cancellationToken).Value(Metric), candidate.Evaluate(newest, options, null, cancellationToken).Value(Metric));
        }
        catch (ArgumentException)
        {
            options = options with { MaskSeen = false };
            return (served.Evaluate(newest, options, older, cancellationToken).Value(Metric), candidate.Evaluate(newest, options, null, cancellationToken).Value(Metric));
        }
    }

    // Loads what was kept, which checks it.
    private void Require(BundleVersion version)
    {
        using var loaded = Recommender.LoadRanking<TUser, TItem>(_versions.PathOf(version.Number));
    }

    private void Serve(BundleVersion version)
    {
        _versions.Serve(version);
        _file.Check();
        _versions.Prune(_options.KeptVersions, version.Sha256);
    }
}
