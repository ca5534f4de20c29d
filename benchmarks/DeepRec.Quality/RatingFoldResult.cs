namespace DeepRec.Quality;

/// <summary>What came of one fold.</summary>
/// <param name="Fold">Its name.</param>
/// <param name="Rmse">Mean over the seeds.</param>
/// <param name="Mae">Mean over the seeds.</param>
/// <param name="Seconds">To fit and to predict once, reading not counted.</param>
/// <param name="RmseBySeed">One for each seed, where there are several.</param>
internal sealed record RatingFoldResult(string Fold, double Rmse, double Mae, double Seconds, IReadOnlyList<double>? RmseBySeed = null);
