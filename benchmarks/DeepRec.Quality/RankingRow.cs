namespace DeepRec.Quality;

/// <summary>A user met an item.</summary>
/// <param name="User">The user, as the file writes it.</param>
/// <param name="Item">The item, as the file writes it.</param>
/// <param name="Ticks">When, in UTC ticks; <see cref="DateTimeColumn.Missing"/> where that is not known.</param>
internal readonly record struct RankingRow(string User, string Item, long Ticks = DateTimeColumn.Missing);
