namespace DeepRec.AspNetCore;

/// <summary>Bounds of the endpoints of a model.</summary>
public sealed class RecommenderEndpointOptions
{
    /// <summary>How many items a request may ask for.</summary>
    /// <value>Default 100; 1 or more.</value>
    public int MaximumCount { get; set; } = 100;

    /// <summary>How many ids, recent events and values a request may bring in each of its lists.</summary>
    /// <value>Default 1,000; 0 or more.</value>
    public int MaximumListLength { get; set; } = 1000;

    /// <summary>How long the body of a request may be.</summary>
    /// <value>Default 65,536 bytes; 1 or more.</value>
    public int MaximumBodyBytes { get; set; } = 1 << 16;
}
