namespace DeepRec.Models;

/// <summary>What fitting needs beyond the data.</summary>
/// <param name="Seed">Governs all that is random.</param>
/// <param name="BatchSize">Rows a step, for models that are trained by gradients.</param>
/// <param name="Train">Takes a module through its training; absent where none is expected.</param>
/// <param name="Validate">A loss of the model as it stands, the smaller the better; absent where nothing is held back.</param>
/// <param name="CancellationToken">Ends the fitting.</param>
internal sealed record RankingFit(
    int Seed = 42, int BatchSize = 1024, Action<TrainingTask>? Train = null, Func<ItemScorer, double>? Validate = null, CancellationToken CancellationToken = default)
{
    /// <summary>Whether a trained model goes on: users without a target then teach nothing.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool IsUpdate { get; init; }
}
