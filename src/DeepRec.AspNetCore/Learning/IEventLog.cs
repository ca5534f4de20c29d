namespace DeepRec.AspNetCore;

/// <summary>Keeps all events of a model in the order in which they came, until they are forgotten.</summary>
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

    /// <summary>Forgets the events up to a position. Those behind it keep theirs; who reads from an earlier one gets what is left.</summary>
    /// <param name="until">A position that the log gave.</param>
    /// <param name="cancellationToken">Gives up before anything is forgotten.</param>
    /// <remarks>A log that cannot be shortened does nothing, which is the default.</remarks>
    ValueTask TrimAsync(long until, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
