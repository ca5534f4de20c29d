namespace DeepRec;

/// <summary>What a request wants beyond the user and the number.</summary>
/// <typeparam name="TItem">The item's id.</typeparam>
public sealed record OnnxRequestOptions<TItem>
{
    /// <summary>Values of context and user features, by column name: the device, the hour, the age of a user who is new.</summary>
    /// <value>Default: none; what is not given is taken from the known user, else is missing.</value>
    public IReadOnlyDictionary<string, object?> Context { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new Dictionary<string, object?>();

    /// <summary>Items that the user met since the training, oldest first. They lengthen the history, where the model reads one, and are left out as met.</summary>
    /// <value>Default: none. Ids outside the catalogue are passed over.</value>
    public IReadOnlyList<TItem> RecentItems { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>Whether items that the user met may be recommended again.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool IncludeMet { get; init; }

    /// <summary>Items never to be recommended: blocked ones, those out of stock.</summary>
    /// <value>Default: none. Unknown ids do no harm.</value>
    public IEnumerable<TItem> Exclude { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>The only items that may be recommended.</summary>
    /// <value>Default <see langword="null"/>: all of the catalogue. Ids outside the catalogue are passed over.</value>
    public IEnumerable<TItem>? Allow { get; init; }
}
