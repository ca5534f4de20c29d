namespace DeepRec.Redis;

/// <summary>Where and how <see cref="RedisEventStore{TUser, TItem}"/> keeps events.</summary>
public sealed class RedisEventStoreOptions
{
    /// <summary>How to reach Redis, in the form of StackExchange.Redis, such as <c>localhost:6379,password=…</c>.</summary>
    /// <value>Default <see langword="null"/>: the service's own <c>IConnectionMultiplexer</c>, whose time limits then hold.</value>
    public string? Configuration { get; set; }

    /// <summary>What the keys of users begin with. Stores that share a database need different ones, unless their users and items are the same.</summary>
    /// <value>Default <c>deeprec:events:</c>.</value>
    public string KeyPrefix { get; set; } = "deeprec:events:";

    /// <summary>How many events of a user are kept, the last ones.</summary>
    /// <value>Default 50; 1 or more.</value>
    public int EventsPerUser { get; set; } = 50;

    /// <summary>How long the events of a user are kept after the last of them.</summary>
    /// <value>Default 30 days; a second or more; <see langword="null"/>: for ever.</value>
    public TimeSpan? TimeToLive { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a call may take before it counts as failed. Holds for connections made from <see cref="Configuration"/>.</summary>
    /// <value>Default 500 milliseconds; 1 millisecond to a minute.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What is wrong with these, in words; <see langword="null"/>: nothing.</summary>
    internal string? Fault() =>
        KeyPrefix is null ? $"{nameof(KeyPrefix)} is null: it may be empty."
        : EventsPerUser < 1 ? $"{nameof(EventsPerUser)} {EventsPerUser} is below 1."
        : TimeToLive < TimeSpan.FromSeconds(1) ? $"{nameof(TimeToLive)} {TimeToLive} is below a second; null keeps events for ever."
        : Timeout < TimeSpan.FromMilliseconds(1) || Timeout > TimeSpan.FromMinutes(1) ? $"{nameof(Timeout)} {Timeout} does not lie between a millisecond and a minute."
        : null;
}
