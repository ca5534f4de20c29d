namespace DeepRec.AspNetCore;

/// <summary>An event of a log.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <param name="Position">Where the log goes on behind it.</param>
/// <param name="User">Who did it.</param>
/// <param name="Event">What was done.</param>
public sealed record LoggedEvent<TUser, TItem>(long Position, TUser User, RecentEvent<TItem> Event)
    where TUser : notnull
    where TItem : notnull;
