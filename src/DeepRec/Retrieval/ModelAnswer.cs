namespace DeepRec;

/// <summary>What the model says to a request.</summary>
/// <param name="Rung">The rung on which it answers; <see langword="null"/> where it has nothing to go by and was not asked.</param>
/// <param name="Scores">Of all items, where it was asked for them. Shape [items].</param>
/// <param name="Found">The best items, where the catalogue was searched for them instead.</param>
internal readonly record struct ModelAnswer(RankingRung? Rung, ReadOnlyMemory<float> Scores, ScoredItem[]? Found = null);
