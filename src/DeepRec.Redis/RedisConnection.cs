using StackExchange.Redis;

namespace DeepRec.Redis;

/// <summary>A connection that is made when it is first needed. Redis need not be there then: calls fail until it is.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>>? _own;
    private readonly IConnectionMultiplexer? _given;

    /// <exception cref="ArgumentException">The configuration is missing, or none of StackExchange.Redis.</exception>
    public RedisConnection(string? configuration, TimeSpan timeout)
    {
        var options = ConfigurationOptions.Parse(configuration ?? throw new ArgumentException("Configuration is not set: say how to reach Redis, or give a connection."));
        int milliseconds = (int)timeout.TotalMilliseconds;
        (options.AsyncTimeout, options.SyncTimeout) = (milliseconds, milliseconds);
        options.AbortOnConnectFail = false; // it goes on trying
        options.ReconnectRetryPolicy = new LinearRetry(500); // milliseconds: back soon after Redis is
        options.BacklogPolicy = BacklogPolicy.FailFast; // a request does not wait for a store that is down
        _own = new(() => ConnectionMultiplexer.ConnectAsync(options));
    }

    /// <param name="given">The caller's, who disposes of it.</param>
    public RedisConnection(IConnectionMultiplexer given) => _given = given;

    public async ValueTask<IDatabase> DatabaseAsync(CancellationToken cancellationToken) =>
        (_given ?? await _own!.Value.WaitAsync(cancellationToken).ConfigureAwait(false)).GetDatabase();

    public async ValueTask DisposeAsync()
    {
        if (_own is { IsValueCreated: true }) await (await _own.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
    }
}
