namespace DeepRec.Quality;

/// <summary>What learned from training rows and now predicts others.</summary>
/// <param name="Predict">A rating for each row.</param>
/// <param name="Owned">What must be freed, if anything.</param>
internal sealed record FittedRatings(Func<Dataset, float[]> Predict, IDisposable? Owned = null) : IDisposable
{
    public void Dispose() => Owned?.Dispose();
}
