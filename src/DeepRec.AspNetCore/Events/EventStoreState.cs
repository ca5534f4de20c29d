namespace DeepRec.AspNetCore;

/// <summary>How the last call of the store of events ended.</summary>
internal sealed class EventStoreState
{
    /// <summary>Why it failed; <see langword="null"/>: it did not.</summary>
    public string? Failure { get; set => Volatile.Write(ref field, value); }
}
