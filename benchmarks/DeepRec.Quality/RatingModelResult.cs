namespace DeepRec.Quality;

/// <summary>What came of one model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folds">One for each fold.</param>
/// <param name="Rmse">Mean over the folds.</param>
/// <param name="Mae">Mean over the folds.</param>
internal sealed record RatingModelResult(string Name, IReadOnlyList<RatingFoldResult> Folds, double Rmse, double Mae)
{
    public static RatingModelResult Of(string name, IReadOnlyList<RatingFoldResult> folds) => new(name, folds, folds.Average(fold => fold.Rmse), folds.Average(fold => fold.Mae));
}
