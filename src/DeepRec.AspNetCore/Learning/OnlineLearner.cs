using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore;

/// <summary>Lets a served recommender learn from what users do: it makes candidates, measures them against what is served, and publishes those that are not worse.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Safe from many threads at once; one update runs at a time. A process that ends at any moment leaves a whole bundle served, and every acknowledged event in the log.</remarks>
public sealed class OnlineLearner<TUser, TItem> : IOnlineLearner, IDisposable
    where TUser : notnull
    where TItem : notnull
{
    private readonly IOnlineTrial<TUser, TItem> _trial;
    private readonly IEventLog<TUser, TItem> _log;
    private readonly OnlineLearningOptions _options;
    private readonly BundleVersions _versions;
    private readonly DeepRecMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _one = new(1);
    private DateTimeOffset _lookedAt;
    private long _lookedUntil = -1; // the log's end at the last attempt
    private (string? Sha256, long Until) _passedOver; // by which bundle, and up to where: what is refused of a full batch would be refused again

    internal OnlineLearner(IOnlineTrial<TUser, TItem> trial, IEventLog<TUser, TItem> log, OnlineLearningOptions options, DeepRecMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_trial, _log, _options, _metrics, _time, _logger) = (trial, log, options, metrics, time, logger);
        _versions = new BundleVersions(options.Folder, trial.Path);
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
            OnlineUpdate? update = null;
            while (update is null) // another bundle may come meanwhile
            {
                _trial.Check(); // what another process has put there is what is learned on from
                string served = (_trial.Version ?? throw ModelUnavailableException.Of(_trial.Name)).Sha256;
                var events = await _log.ReadAsync(LearnedUntil(served), _options.MostEvents, cancellationToken).ConfigureAwait(false);
                if (events.Count == 0) return new OnlineUpdate(OnlineUpdateOutcome.TooFewEvents, 0, 0, 0, null, null);
                if (events.Count < _options.LeastEvents) return Last = new OnlineUpdate(OnlineUpdateOutcome.TooFewEvents, events.Count, 0, 0, null, null);
                update = await Task.Run(() => _trial.Learn(events, _options, (version, save) => Publish(version, save, events), cancellationToken), cancellationToken).ConfigureAwait(false);
                if (update?.Outcome == OnlineUpdateOutcome.Refused && events.Count == _options.MostEvents) _passedOver = (served, events[^1].Position);
            }

            _metrics.Updated(_trial.Name, update.Outcome, update.Report);
            Log.Updated(_logger, _trial.Name, update.Outcome, update.Events, _trial.Metric, update.Served, update.Candidate);
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
            _passedOver = default;
            _versions.Note(version with { LearnedUntil = await _log.EndAsync(cancellationToken).ConfigureAwait(false) });
            Serve(version);
            Log.RolledBack(_logger, _trial.Name, number);
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
            if (_trial.Version is not { } served) return;
            var known = _versions.Of(served.Sha256);
            _metrics.Stale(_trial.Name, known?.NewestEvent is { } newest ? _time.GetUtcNow() - newest : null);
            long learned = LearnedUntil(served.Sha256), end = await _log.EndAsync(cancellationToken).ConfigureAwait(false);
            if (end == _lookedUntil || end == learned) return;
            if (end < learned)
            {
                _lookedUntil = end; // said once
                throw new InvalidOperationException($"The log of the model '{_trial.Name}' ends at {end}, before {learned}, up to where the served bundle has learned: it is another log, or has lost events. Roll back to the bundle that is served: it then learns from what comes.");
            }

            var now = _time.GetUtcNow();
            bool isDue = now - _lookedAt >= _options.Interval || (await _log.ReadAsync(Math.Max(_lookedUntil, learned), _options.Events, cancellationToken).ConfigureAwait(false)).Count >= _options.Events;
            if (!isDue) return;
            (_lookedAt, _lookedUntil) = (now, end);
            var update = await UpdateAsync(cancellationToken).ConfigureAwait(false);
            if (update.Version is { } made) _lookedUntil = made.LearnedUntil; // there may be more than were learned from at a time
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            _metrics.UpdateFailed(_trial.Name);
            Log.UpdateFailed(_logger, _trial.Name, e);
        }
    }

    /// <summary>Writes an event to the log.</summary>
    internal ValueTask AppendAsync(TUser user, RecentEvent<TItem> done, CancellationToken cancellationToken) => _log.AppendAsync(user, done, cancellationToken);

    // Null where what was learned from is no longer served: it must not take the place of what has come since.
    private BundleVersion? Publish(ModelVersion served, Action<string> save, IReadOnlyList<LoggedEvent<TUser, TItem>> events)
    {
        if (IsOvertaken()) return null;
        if (_versions.Of(served.Sha256) is null) _versions.Keep(path => File.Copy(_trial.Path, path), served.LoadedAt, learnedUntil: LearnedUntil(served.Sha256), newest: null); // to go back to
        var made = _versions.Keep(save, _time.GetUtcNow(), events[^1].Position, events.Max(one => one.Event.At));
        Require(made);
        if (IsOvertaken())
        {
            _versions.Remove(made);
            return null;
        }

        Serve(made);
        return made;

        bool IsOvertaken()
        {
            _trial.Check();
            return _trial.Version?.Sha256 != served.Sha256;
        }
    }

    // Up to where a bundle knows the log. One that was trained elsewhere learns from all of it, if it passes over what it knows. If not, it is taken to know what the last one did.
    private long LearnedUntil(string sha256)
    {
        long learned = _versions.Of(sha256)?.LearnedUntil ?? (_trial.PassesOverKnownRows ? 0 : _versions.All.Select(version => version.LearnedUntil).DefaultIfEmpty(0).Max());
        return _passedOver.Sha256 == sha256 ? Math.Max(learned, _passedOver.Until) : learned;
    }

    // Loads what was kept, which checks it.
    private void Require(BundleVersion version) => _trial.Require(_versions.PathOf(version.Number));

    private void Serve(BundleVersion version)
    {
        _versions.Serve(version);
        _trial.Check();
        _versions.Prune(_options.KeptVersions, version.Sha256);
    }
}
