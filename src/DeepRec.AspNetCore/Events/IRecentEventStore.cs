namespace DeepRec.AspNetCore;

/// <summary>Keeps what users did since the training, so that the next request knows of it.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Safe from many threads at once: concurrent events of one user lose nothing. What a store cannot do it throws; nothing is acknowledged that was not stored.</remarks>
public interface IRecentEventStore<TUser, TItem>
    where TUser : notnull
    where TItem : notnull
{
    /// <summary>Stores an event behind the user's others. Done when it is stored.</summary>
    /// <param name="user">Who did it.</param>
    /// <param name="recent">What was done.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask AppendAsync(TUser user, RecentEvent<TItem> recent, CancellationToken cancellationToken = default);

    /// <summary>What a user did, oldest first; as many of the last as the store keeps.</summary>
    /// <param name="user">Who.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyList<RecentEvent<TItem>>> ReadAsync(TUser user, CancellationToken cancellationToken = default);
}
