namespace DeepRec;

/// <summary>What some requests bring of the time since the training.</summary>
/// <param name="Items">Items of the catalogue, oldest first, a list for each request.</param>
/// <param name="Events">What else is known of each, in the order of <see cref="ItemLists.Items"/>; <see langword="null"/> where the training knew nothing more.</param>
internal sealed record RecentItems(ItemLists Items, EventLog? Events);
