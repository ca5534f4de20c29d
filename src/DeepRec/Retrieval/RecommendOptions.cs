namespace DeepRec;

/// <summary>What a request for recommendations wants beyond the user and the number.</summary>
/// <typeparam name="TItem">The item's id.</typeparam>
public sealed record RecommendOptions<TItem>
{
    /// <summary>Values of context and user features, by column name: the device, the hour, the age of a user who is new.</summary>
    /// <value>Default: none; what is not given is taken from the known user, else is missing.</value>
    public IReadOnlyDictionary<string, object?> Context { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new Dictionary<string, object?>();

    /// <summary>
    /// Ratings of the user by item, in units of the label, that training rows do not have: of a new user, or newer ones of a known user. They stand beside those of training,
    /// and in their place where both rate an item. Items outside the catalogue say nothing; values outside the range of the labels are held within it.
    /// </summary>
    /// <value>Default <see langword="null"/>: none. Needs a model that reads ratings, such as that of rated histories.</value>
    public IEnumerable<KeyValuePair<TItem, float>>? Ratings { get; init; }

    /// <summary>Whether items that the user rated, in training or by <see cref="Ratings"/>, may be recommended again.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool IncludeRated { get; init; }

    /// <summary>Items never to be recommended.</summary>
    /// <value>Default: none. Unknown ids do no harm.</value>
    public IEnumerable<TItem> Exclude { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>The only items that may be recommended.</summary>
    /// <value>Default <see langword="null"/>: all of the catalogue. Ids outside the catalogue are passed over.</value>
    public IEnumerable<TItem>? Allow { get; init; }
}
