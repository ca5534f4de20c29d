namespace DeepRec;

/// <summary>What a request for a ranking wants beyond the user and the number.</summary>
/// <typeparam name="TItem">The item's id.</typeparam>
public sealed record RankingRequestOptions<TItem>
{
    /// <summary>Items that the user met since the training, oldest first. They lengthen the history, and are left out as met.</summary>
    /// <value>Default: none. Ids outside the catalogue are passed over.</value>
    public IReadOnlyList<TItem> RecentItems { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>What the user did since the training, oldest first, with when and what it was. They stand behind <see cref="RecentItems"/>, of which only the item is known.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<RecentEvent<TItem>> RecentEvents { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>Values of context and user features, by column name: the device, the hour, the age of a user who is new.</summary>
    /// <value>Default: none; what is not given is taken from the known user, else is missing.</value>
    public IReadOnlyDictionary<string, object?> Context { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new Dictionary<string, object?>();

    /// <summary>Whether items that the user met may be recommended again.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool IncludeMet { get; init; }

    /// <summary>Items never to be recommended: blocked ones, those out of stock.</summary>
    /// <value>Default: none. Unknown ids do no harm.</value>
    public IEnumerable<TItem> Exclude { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>The only items that may be recommended.</summary>
    /// <value>Default <see langword="null"/>: all of the catalogue. Ids outside the catalogue are passed over.</value>
    public IEnumerable<TItem>? Allow { get; init; }

    /// <summary>Which items may be recommended, by their features: <c>item => item.Number("Price") &lt; 20</c>. Asked once an item and request, or batch.</summary>
    /// <value>Default <see langword="null"/>: all.</value>
    public Func<ItemFeatures, bool>? Where { get; init; }

    /// <summary>
    /// λ, how much an item loses for being like one that stands before it: each place goes to the item with the greatest
    /// (1 − λ) · score − λ · similarity, over the ten times as many items that score best; scores are scaled to 0 … 1 among them, the similarity is the greatest cosine with an item before it.
    /// </summary>
    /// <value>Default 0: by score alone. Range [0, 1).</value>
    /// <remarks>J. Carbonell and J. Goldstein, "The Use of MMR, Diversity-Based Reranking for Reordering Documents and Producing Summaries", SIGIR 1998.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public double Diversity { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Diversity lies in [0, 1)."); }

    /// <summary>How a list is put together when groups of items count beside the scores: <see cref="GroupBonus"/>, <see cref="CalibratedList"/>.</summary>
    /// <value>Default <see langword="null"/>: by score alone. Not together with <see cref="Diversity"/> or <see cref="MaximumPerCategory"/>.</value>
    public ListAdjustment? Adjustment { get; init; }

    /// <summary>How the catalogue is searched: threads, and a first pass over small codes. What is found stays the same.</summary>
    /// <value>Default: that of <see cref="RetrievalOptions"/>.</value>
    public RetrievalOptions Retrieval { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>How many items of one category there may be, as long as there are enough others.</summary>
    /// <value>Default <see langword="null"/>: any number.</value>
    public CategoryCap? MaximumPerCategory { get; init; }
}
