using StackExchange.Redis;

namespace DeepRec.Redis;

/// <summary>A connection that is made when it is first needed. Redis need not be there then: calls fail until it is.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>>? _own;
    private readonly IConnectionMultiplexer? _given;
    private readonly TimeSpan _timeout;

    /// <exception cref="ArgumentException">The configuration is missing, or none of StackExchange.Redis.</exception>
    public RedisConnection(string? configuration, TimeSpan timeout)
    {
        var options = ConfigurationOptions.Parse(configuration ?? throw new ArgumentException("Configuration is not set: say how to reach Redis, or give a connection."));
        int milliseconds = (int)timeout.TotalMilliseconds;
        (options.AsyncTimeout, options.SyncTimeout) = (milliseconds, milliseconds);
        options.AbortOnConnectFail = false; // it goes on trying
        options.ReconnectRetryPolicy = new LinearRetry(500); // milliseconds: back soon after Redis is
        options.BacklogPolicy = BacklogPolicy.FailFast; // a request does not wait for a store that is down
        _timeout = timeout;
        _own = new(() => ConnectionMultiplexer.ConnectAsync(options));
    }

    /// <param name="given">The caller's, who disposes of it.</param>
    public RedisConnection(IConnectionMultiplexer given) => _given = given;

    /// <exception cref="RedisException">The connection is not there within the time limit; it goes on being made.</exception>
    public async ValueTask<IDatabase> DatabaseAsync(CancellationToken cancellationToken)
    {
        if (_given is not null) return _given.GetDatabase();
        try
        {
            return (await _own!.Value.WaitAsync(_timeout, cancellationToken).ConfigureAwait(false)).GetDatabase();
        }
        catch (TimeoutException e)
        {
            throw new RedisException($"Redis did not take the connection within {_timeout.TotalMilliseconds} ms.", e);
        }
    }

    /// <summary>Ends the connection; one that is still being made ends as soon as it is there.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_own is not { IsValueCreated: true, Value.IsFaulted: false }) return;
        var end = EndAsync(_own.Value);
        if (_own.Value.IsCompleted) await end.ConfigureAwait(false);
    }

    private static async Task EndAsync(Task<ConnectionMultiplexer> connection) => await (await connection.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
}
