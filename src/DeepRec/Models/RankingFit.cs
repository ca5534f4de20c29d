namespace DeepRec.Models;

/// <summary>What fitting needs beyond the data.</summary>
/// <param name="Seed">Governs all that is random.</param>
/// <param name="CancellationToken">Ends the fitting.</param>
internal sealed record RankingFit(int Seed = 42, CancellationToken CancellationToken = default);
