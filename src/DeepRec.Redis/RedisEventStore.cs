using System.Text.Json;
using DeepRec.AspNetCore;
using StackExchange.Redis;

namespace DeepRec.Redis;

/// <summary>
/// Keeps recent events in Redis: a list for each user, oldest first, of JSON such as <c>{"item":"lamp","at":"2026-11-26T08:00:00+00:00"}</c>. All processes of a service see
/// them at once.
/// </summary>
/// <typeparam name="TUser">The type of user ids: texts stand in the key as they are, others as JSON.</typeparam>
/// <typeparam name="TItem">The type of item ids, as System.Text.Json writes it.</typeparam>
/// <remarks>
/// <para>
/// Safe from many threads and processes at once: an event is put behind the others, the list cut and its time to live set in one transaction. What was acknowledged is as safe as
/// Redis keeps it: with <c>appendonly yes</c> and <c>appendfsync always</c> it outlives a crash, with <c>everysec</c> a second of it may be lost.
/// </para>
/// <para>Where a call ends by its time limit, the event may have been stored all the same: it was not acknowledged, and sent again it may be there twice.</para>
/// </remarks>
public sealed class RedisEventStore<TUser, TItem> : IRecentEventStore<TUser, TItem>, IAsyncDisposable
    where TUser : notnull
    where TItem : notnull
{
    private readonly RedisConnection _connection;
    private readonly RedisEventStoreOptions _options;

    /// <summary>A store with a connection of its own, made at its first call.</summary>
    /// <param name="options">With <see cref="RedisEventStoreOptions.Configuration"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the configuration is missing or none of StackExchange.Redis.</exception>
    public RedisEventStore(RedisEventStoreOptions options)
        : this(options, new RedisConnection((options ?? throw new ArgumentNullException(nameof(options))).Configuration, options.Timeout))
    {
    }

    /// <summary>A store on a connection of the caller, who disposes of it.</summary>
    /// <param name="options">All but how to reach Redis.</param>
    /// <param name="connection">The connection.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public RedisEventStore(RedisEventStoreOptions options, IConnectionMultiplexer connection)
        : this(options, new RedisConnection(connection ?? throw new ArgumentNullException(nameof(connection))))
    {
    }

    private RedisEventStore(RedisEventStoreOptions options, RedisConnection connection)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is { } fault) throw new ArgumentException(fault, nameof(options));
        (_options, _connection) = (options, connection);
    }

    /// <inheritdoc/>
    /// <exception cref="RedisException">Redis did not store it.</exception>
    /// <exception cref="ArgumentException">A value of the event is none that JSON has.</exception>
    public async ValueTask AppendAsync(TUser user, RecentEvent<TItem> recent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(recent);
        var key = KeyOf(user);
        byte[] stored = StoredEvent<TItem>.Write(recent);
        var transaction = (await _connection.DatabaseAsync(cancellationToken).ConfigureAwait(false)).CreateTransaction();
        var pushed = transaction.ListRightPushAsync(key, stored);
        var cut = transaction.ListTrimAsync(key, -_options.EventsPerUser, -1);
        var set = _options.TimeToLive is { } time ? transaction.KeyExpireAsync(key, time) : transaction.KeyPersistAsync(key);
        if (!await transaction.ExecuteAsync().WaitAsync(cancellationToken).ConfigureAwait(false)) throw new RedisException("The transaction was not carried out.");
        await Task.WhenAll(pushed, cut, set).ConfigureAwait(false); // each of its own error
    }

    /// <inheritdoc/>
    /// <exception cref="RedisException">Redis did not answer.</exception>
    public async ValueTask<IReadOnlyList<RecentEvent<TItem>>> ReadAsync(TUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var database = await _connection.DatabaseAsync(cancellationToken).ConfigureAwait(false);
        var stored = await database.ListRangeAsync(KeyOf(user), -_options.EventsPerUser, -1).WaitAsync(cancellationToken).ConfigureAwait(false);
        return [.. stored.Select(one => StoredEvent<TItem>.Read(((ReadOnlyMemory<byte>)one).Span)).OfType<RecentEvent<TItem>>()];
    }

    /// <summary>Ends the connection that the store made.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private RedisKey KeyOf(TUser user) => _options.KeyPrefix + (user as string ?? JsonSerializer.Serialize(user));
}
