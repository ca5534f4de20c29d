namespace DeepRec;

/// <summary>A user or an item, and how like another it is.</summary>
/// <typeparam name="TId">The type of ids.</typeparam>
/// <param name="Id">Who or what.</param>
/// <param name="Similarity">A cosine, in [−1, 1].</param>
public sealed record Neighbor<TId>(TId Id, float Similarity);
