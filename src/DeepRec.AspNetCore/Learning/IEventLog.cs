namespace DeepRec.AspNetCore;

/// <summary>Keeps all events of a model in the order in which they came, until they were learned from.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Safe from many threads at once. What a log cannot do it throws; nothing is acknowledged that was not written.</remarks>
public interface IEventLog<TUser, TItem>
    where TUser : notnull
    where TItem : notnull
{
    /// <summary>Writes an event behind all others. Done when it outlives the process.</summary>
    /// <param name="user">Who did it.</param>
    /// <param name="done">What was done, with its time.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    ValueTask AppendAsync(TUser user, RecentEvent<TItem> done, CancellationToken cancellationToken = default);

    /// <summary>The events behind a position, in their order.</summary>
    /// <param name="after">A position that the log gave; 0 for the beginning.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    ValueTask<IReadOnlyList<LoggedEvent<TUser, TItem>>> ReadAsync(long after, int most, CancellationToken cancellationToken = default);

    /// <summary>The position behind the last event.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<long> EndAsync(CancellationToken cancellationToken = default);
}
