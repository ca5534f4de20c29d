namespace DeepRec;

/// <summary>What a request for a ranking wants beyond the user and the number.</summary>
/// <typeparam name="TItem">The item's id.</typeparam>
public sealed record RankingRequestOptions<TItem>
{
    /// <summary>Items that the user met since the training, oldest first. They lengthen the history, and are left out as met.</summary>
    /// <value>Default: none. Ids outside the catalogue are passed over.</value>
    public IReadOnlyList<TItem> RecentItems { get; init; } = [];

    /// <summary>Values of context and user features, by column name: the device, the hour, the age of a user who is new.</summary>
    /// <value>Default: none; what is not given is taken from the known user, else is missing.</value>
    public IReadOnlyDictionary<string, object?> Context { get; init; } = new Dictionary<string, object?>();

    /// <summary>Whether items that the user met may be recommended again.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool IncludeMet { get; init; }

    /// <summary>Items never to be recommended.</summary>
    /// <value>Default: none. Unknown ids do no harm.</value>
    public IEnumerable<TItem> Exclude { get; init; } = [];
}
