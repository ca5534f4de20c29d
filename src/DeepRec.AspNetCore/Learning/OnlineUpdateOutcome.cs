namespace DeepRec.AspNetCore;

/// <summary>How an attempt to learn ended.</summary>
public enum OnlineUpdateOutcome
{
    /// <summary>There were fewer events than are learned from.</summary>
    TooFewEvents,

    /// <summary>What it has learned is served.</summary>
    Published,

    /// <summary>The candidate was worse than what is served, which stays. The events are tried again with later ones; as many as are learned from at a time are passed over, as they would be refused again.</summary>
    Refused,
}
