using DeepRec.AspNetCore;

namespace DeepRec.Redis;

/// <summary>Where <see cref="RedisEventLog{TUser, TItem}"/> keeps events.</summary>
public sealed class RedisEventLogOptions
{
    /// <summary>How to reach Redis, in the form of StackExchange.Redis, such as <c>localhost:6379,password=…</c>.</summary>
    /// <value>Default <see langword="null"/>: the service's own <c>IConnectionMultiplexer</c>, whose time limits then hold.</value>
    public string? Configuration { get; set; }

    /// <summary>The key of the stream. Positions of a Redis that has lost its data, or of another key, begin anew: go back to the bundle that is served (<see cref="OnlineLearner{TUser, TItem}.RollbackAsync"/>), which then learns from what comes.</summary>
    /// <value>Default <see langword="null"/>: <c>deeprec:log:</c> and the model's name; a log made by hand needs one.</value>
    public string? Key { get; set; }

    /// <summary>How long a call may take before it counts as failed. Holds for connections made from <see cref="Configuration"/>.</summary>
    /// <value>Default 2 seconds, as many events may be read at once; 1 millisecond to a minute.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What is wrong with these, in words; <see langword="null"/>: nothing.</summary>
    internal string? Fault() => Timeout < TimeSpan.FromMilliseconds(1) || Timeout > TimeSpan.FromMinutes(1) ? $"{nameof(Timeout)} {Timeout} does not lie between a millisecond and a minute." : null;
}
