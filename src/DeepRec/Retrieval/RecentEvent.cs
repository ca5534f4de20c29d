namespace DeepRec;

/// <summary>Something that a user did since the training, as a request brings it.</summary>
/// <typeparam name="TItem">The item's id.</typeparam>
/// <param name="Item">The item that it was done to. One outside the catalogue is passed over, with its event.</param>
public sealed record RecentEvent<TItem>(TItem Item)
{
    /// <summary>When it happened.</summary>
    /// <value>Default <see langword="null"/>: not known.</value>
    public DateTimeOffset? At { get; init; }

    /// <summary>Values of columns of the role <see cref="FeatureRole.Event"/>, by column name: the action, the stars given, the seconds watched.</summary>
    /// <value>Default: none; what is not given is missing.</value>
    public IReadOnlyDictionary<string, object?> Values { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new Dictionary<string, object?>();
}
