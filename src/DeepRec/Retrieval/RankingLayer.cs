namespace DeepRec;

/// <summary>What one rung of the ladder says of the catalogue.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Scores">Shape [items]; −∞, or no number at all, where it says nothing.</param>
/// <param name="Reasons">Why each of some items is recommended, in words.</param>
internal sealed record RankingLayer(RankingRung Rung, ReadOnlyMemory<float> Scores, Func<int[], string[]> Reasons)
{
    /// <summary>The best items, where the catalogue was searched for them and no scores of all are known; else <see langword="null"/>.</summary>
    public ScoredItem[]? Found { get; init; }
}
