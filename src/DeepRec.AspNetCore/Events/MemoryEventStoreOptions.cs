namespace DeepRec.AspNetCore;

/// <summary>Bounds of <see cref="MemoryEventStore{TUser, TItem}"/>.</summary>
public sealed class MemoryEventStoreOptions
{
    /// <summary>How many events of a user are kept, the last ones.</summary>
    /// <value>Default 50; 1 or more.</value>
    public int EventsPerUser { get; set; } = 50;

    /// <summary>Of how many users events are kept: those who did something last.</summary>
    /// <value>Default 100,000; 1 or more.</value>
    public int Users { get; set; } = 100_000;
}
