namespace DeepRec.AspNetCore;

/// <summary>Some events, and the rows that they are learned from as.</summary>
/// <param name="Events">In the order of the rows.</param>
/// <param name="Rows">As <see cref="EventRows"/> makes them.</param>
internal sealed record EventPart<TUser, TItem>(IReadOnlyList<LoggedEvent<TUser, TItem>> Events, Dataset Rows)
    where TUser : notnull
    where TItem : notnull;
