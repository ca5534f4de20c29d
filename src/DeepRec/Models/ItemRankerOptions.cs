namespace DeepRec.Models;

/// <summary>Settings of a ranker that is trained by gradients; see <c>ItemRanker</c>.</summary>
public abstract record ItemRankerOptions : RankingModelOptions;
