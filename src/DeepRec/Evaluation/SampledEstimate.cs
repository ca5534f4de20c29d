namespace DeepRec;

/// <summary>
/// What the full ranking is estimated to have given, from the ranks among sampled negatives: the bias–variance estimator of Krichene and Rendle,
/// KDD 2020. An estimate may lie a little outside 0 … 1, and it is no better than its sample: a full ranking needs none.
/// </summary>
/// <param name="CutOff">The cut-off k.</param>
/// <param name="HitRate">As <see cref="RankingMetrics.HitRate"/>.</param>
/// <param name="Ndcg">As <see cref="RankingMetrics.Ndcg"/>.</param>
/// <param name="Mrr">As <see cref="RankingMetrics.Mrr"/>.</param>
public sealed record SampledEstimate(int CutOff, double HitRate, double Ndcg, double Mrr);
