using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>What <see cref="FusedRanker"/> is made of: towers that are a table each.</summary>
/// <param name="Users">The request tower.</param>
/// <param name="User">The id of each request's user.</param>
/// <param name="Items">The item tower.</param>
/// <param name="Bias">A number for each item, which is added; or none.</param>
/// <param name="Item">The id of each item.</param>
/// <param name="IsCosine">How the vectors meet.</param>
/// <param name="Temperature">τ.</param>
internal sealed record FusedRankerPlan(EmbeddingTable Users, IdColumn User, EmbeddingTable Items, EmbeddingTable? Bias, IdColumn Item, bool IsCosine, double Temperature);
