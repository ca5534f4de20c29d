namespace DeepRec.Quality;

/// <summary>What came of the model with one way to read text, or without.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rmse">The root of the mean over seeds and rows.</param>
/// <param name="Seconds">To fit and to predict once.</param>
/// <param name="RmseBySeed">One for each seed.</param>
/// <param name="Difference">Its RMSE less that without text; below zero it is better.</param>
/// <param name="Lower">The lower end of the difference's 95 % interval.</param>
/// <param name="Upper">The upper end.</param>
internal sealed record TextModelResult(string Name, double Rmse, double Seconds, IReadOnlyList<double> RmseBySeed, double? Difference = null, double? Lower = null, double? Upper = null);
