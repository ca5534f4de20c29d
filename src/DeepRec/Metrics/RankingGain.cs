namespace DeepRec;

/// <summary>What a relevant item of grade g is worth to NDCG. For items that are relevant or not, both are the same.</summary>
public enum RankingGain
{
    /// <summary>g itself, as in trec_eval.</summary>
    Linear,

    /// <summary>2^g − 1, of Burges et al. 2005; the metric's name says so.</summary>
    Exponential,
}
