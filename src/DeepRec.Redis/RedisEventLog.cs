using System.Text.Json;
using DeepRec.AspNetCore;
using StackExchange.Redis;

namespace DeepRec.Redis;

/// <summary>
/// Keeps all events of a model that learns in Redis: a stream, whose entries have the fields <c>user</c> and <c>event</c>, both JSON, and the ids 0-1, 0-2 and so on, so that a
/// position is how many there have been.
/// </summary>
/// <typeparam name="TUser">The type of user ids, as System.Text.Json writes it.</typeparam>
/// <typeparam name="TItem">The type of item ids, likewise.</typeparam>
/// <remarks>
/// <para>
/// Safe from many threads, and many processes may record events; one of them learns. Needs Redis 7 or later. What was acknowledged is as safe as Redis keeps it: take
/// <c>appendonly yes</c> and <c>appendfsync always</c>, by which it outlives a crash.
/// </para>
/// <para>Where a call ends by its time limit, the event may have been stored all the same: it was not acknowledged, and sent again it may be there twice.</para>
/// </remarks>
public sealed class RedisEventLog<TUser, TItem> : IEventLog<TUser, TItem>, IAsyncDisposable
    where TUser : notnull
    where TItem : notnull
{
    private const string User = "user", Done = "event";

    private readonly RedisConnection _connection;
    private readonly RedisKey _key;

    /// <summary>A log with a connection of its own, made at its first call.</summary>
    /// <param name="options">With <see cref="RedisEventLogOptions.Configuration"/> and <see cref="RedisEventLogOptions.Key"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or missing, or the configuration is none of StackExchange.Redis.</exception>
    public RedisEventLog(RedisEventLogOptions options)
        : this(options, new RedisConnection((options ?? throw new ArgumentNullException(nameof(options))).Configuration, options.Timeout))
    {
    }

    /// <summary>A log on a connection of the caller, who disposes of it.</summary>
    /// <param name="options">All but how to reach Redis.</param>
    /// <param name="connection">The connection.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or missing.</exception>
    public RedisEventLog(RedisEventLogOptions options, IConnectionMultiplexer connection)
        : this(options, new RedisConnection(connection ?? throw new ArgumentNullException(nameof(connection))))
    {
    }

    private RedisEventLog(RedisEventLogOptions options, RedisConnection connection)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is { } fault) throw new ArgumentException(fault, nameof(options));
        if (string.IsNullOrEmpty(options.Key)) throw new ArgumentException($"{nameof(RedisEventLogOptions.Key)} is not set: name the key of the stream.", nameof(options));
        (_key, _connection) = (options.Key, connection);
    }

    /// <inheritdoc/>
    /// <exception cref="RedisException">Redis did not store it.</exception>
    /// <exception cref="ArgumentException">A value of the event is none that JSON has.</exception>
    public async ValueTask AppendAsync(TUser user, RecentEvent<TItem> done, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(done);
        NameValueEntry[] fields = [new(User, JsonSerializer.SerializeToUtf8Bytes(user)), new(Done, StoredEvent<TItem>.Write(done))];
        var database = await _connection.DatabaseAsync(cancellationToken).ConfigureAwait(false);
        await database.StreamAddAsync(_key, fields, messageId: (RedisValue)"0-*").WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="RedisException">Redis did not answer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The log ends before the position: it is another one than that which gave it.</exception>
    public async ValueTask<IReadOnlyList<LoggedEvent<TUser, TItem>>> ReadAsync(long after, int most, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        var database = await _connection.DatabaseAsync(cancellationToken).ConfigureAwait(false);
        var entries = await database.StreamRangeAsync(_key, minId: IdOf(after + 1), maxId: "+", count: most).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (entries.Length == 0 && after > 0 && await EndAsync(cancellationToken).ConfigureAwait(false) is var end && after > end) throw new ArgumentOutOfRangeException(nameof(after), after, $"The log ends at {end}. It is another one than that which gave the position.");
        return [.. entries.Select(Read).OfType<LoggedEvent<TUser, TItem>>()];
    }

    /// <inheritdoc/>
    /// <exception cref="RedisException">Redis did not answer.</exception>
    public async ValueTask<long> EndAsync(CancellationToken cancellationToken = default)
    {
        var database = await _connection.DatabaseAsync(cancellationToken).ConfigureAwait(false);
        if (!await database.KeyExistsAsync(_key).WaitAsync(cancellationToken).ConfigureAwait(false)) return 0;
        return PositionOf((await database.StreamInfoAsync(_key).WaitAsync(cancellationToken).ConfigureAwait(false)).LastGeneratedId);
    }

    /// <inheritdoc/>
    /// <exception cref="RedisException">Redis did not answer.</exception>
    public async ValueTask TrimAsync(long until, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(until);
        var database = await _connection.DatabaseAsync(cancellationToken).ConfigureAwait(false);
        await database.StreamTrimByMinIdAsync(_key, IdOf(until + 1)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the connection that the log made.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static RedisValue IdOf(long position) => $"0-{position}";

    private static long PositionOf(RedisValue id) => long.Parse(id.ToString().Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture);

    // What another program wrote is passed over.
    private static LoggedEvent<TUser, TItem>? Read(StreamEntry entry)
    {
        try
        {
            return JsonSerializer.Deserialize<TUser>(((ReadOnlyMemory<byte>)entry[User]).Span) is { } user && StoredEvent<TItem>.Read(((ReadOnlyMemory<byte>)entry[Done]).Span) is { } done
                ? new LoggedEvent<TUser, TItem>(PositionOf(entry.Id), user, done) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
