using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore;

/// <summary>Stores events, and notes where that fails.</summary>
/// <param name="model">The model's name.</param>
/// <param name="state">How the last call ended.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class EventRecorder(string model, EventStoreState state, TimeProvider time, ILogger logger)
{
    /// <summary>Stores an event; without a time of its own it is of now.</summary>
    /// <param name="recent">What was done.</param>
    /// <param name="store">Done when it is stored.</param>
    /// <param name="cancellationToken">Gives up waiting for the store.</param>
    /// <exception cref="EventNotStoredException">It was not stored.</exception>
    /// <exception cref="ArgumentException">It is none that the store can keep.</exception>
    public async ValueTask StoreAsync<TItem>(RecentEvent<TItem> recent, Func<RecentEvent<TItem>, ValueTask> store, CancellationToken cancellationToken)
        where TItem : notnull
    {
        try
        {
            await store(recent.At is null ? recent with { At = time.GetUtcNow() } : recent).ConfigureAwait(false);
            state.Failure = null;
        }
        catch (Exception e) when (e is not ArgumentException && !cancellationToken.IsCancellationRequested)
        {
            state.Failure = e.Message;
            Log.EventNotStored(logger, model, e);
            throw new EventNotStoredException($"The event of an item '{recent.Item}' was not stored: {e.Message}", e);
        }
    }
}
