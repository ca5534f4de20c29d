namespace DeepRec.AspNetCore;

/// <summary>Keeps recent events in the memory of this process, within bounds. Several processes do not see each other's, and they end with the process.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Safe from many threads at once.</remarks>
public sealed class MemoryEventStore<TUser, TItem> : IRecentEventStore<TUser, TItem>
    where TUser : notnull
    where TItem : notnull
{
    private readonly Lock _lock = new();
    private readonly int _each;
    private readonly int _most;
    private readonly Dictionary<TUser, LinkedListNode<(TUser User, Queue<RecentEvent<TItem>> Events)>> _users = [];
    private readonly LinkedList<(TUser User, Queue<RecentEvent<TItem>> Events)> _order = []; // who did something last stands last

    /// <param name="options">The bounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is below 1.</exception>
    public MemoryEventStore(MemoryEventStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.EventsPerUser, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Users, 1);
        (_each, _most) = (options.EventsPerUser, options.Users);
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(TUser user, RecentEvent<TItem> recent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(recent);
        lock (_lock)
        {
            if (_users.TryGetValue(user, out var node)) _order.Remove(node);
            else _users.Add(user, node = new((user, new Queue<RecentEvent<TItem>>())));
            _order.AddLast(node);
            var events = node.Value.Events;
            events.Enqueue(recent);
            if (events.Count > _each) events.Dequeue();
            if (_users.Count > _most)
            {
                _users.Remove(_order.First!.Value.User);
                _order.RemoveFirst();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RecentEvent<TItem>>> ReadAsync(TUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (_lock) return new(_users.TryGetValue(user, out var node) ? node.Value.Events.ToArray() : []);
    }
}
