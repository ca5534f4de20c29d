using System.Text.Json.Serialization;

namespace DeepRec.Models;

/// <summary>
/// What a ranker is trained to make small: s₊ is the score of an item that the user met, s₋ that of one drawn as a negative. Means are over the
/// rows of a batch.
/// </summary>
[JsonDerivedType(typeof(FullSoftmaxLoss), "full-softmax")]
[JsonDerivedType(typeof(SampledSoftmaxLoss), "sampled-softmax")]
[JsonDerivedType(typeof(InBatchSoftmaxLoss), "in-batch-softmax")]
[JsonDerivedType(typeof(BprLoss), "bpr")]
[JsonDerivedType(typeof(HingeLoss), "hinge")]
[JsonDerivedType(typeof(WarpLoss), "warp")]
[JsonDerivedType(typeof(BinaryCrossEntropyLoss), "binary-cross-entropy")]
public abstract record RankingLoss
{
    private protected RankingLoss()
    {
    }

    /// <summary>Reads what was written of one, or <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal static RankingLoss? FromJson(JsonTree tree)
    {
        var fields = new JsonFields(tree);
        RankingLoss? loss = fields.Text("$type") switch
        {
            "full-softmax" => new FullSoftmaxLoss { LabelSmoothing = fields.Double("labelSmoothing") },
            "sampled-softmax" => new SampledSoftmaxLoss
            {
                Negatives = fields.Whole("negatives"),
                Sampling = fields.Object("sampling", NegativeSampling.FromJson) ?? new PopularitySampling(),
                Correction = fields.Choice<LogQCorrection>("correction"),
            },
            "in-batch-softmax" => new InBatchSoftmaxLoss(),
            "bpr" => new BprLoss { Negatives = fields.Whole("negatives") },
            "hinge" => new HingeLoss { Negatives = fields.Whole("negatives"), Margin = fields.Double("margin") },
            "warp" => new WarpLoss { Negatives = fields.Whole("negatives"), Margin = fields.Double("margin") },
            "binary-cross-entropy" => new BinaryCrossEntropyLoss { Negatives = fields.Whole("negatives") },
            _ => null,
        };
        return fields.AreWhole ? loss : null;
    }

    /// <summary>Checks a number of negatives.</summary>
    private protected static int Positive(int negatives) =>
        negatives > 0 ? negatives : throw new ArgumentOutOfRangeException(nameof(negatives), negatives, "Negatives is at least 1.");

    /// <summary>Checks a margin.</summary>
    private protected static double Positive(double margin) =>
        margin is > 0 and < double.PositiveInfinity ? margin : throw new ArgumentOutOfRangeException(nameof(margin), margin, "Margin is positive.");
}

/// <summary>−mean ln P(i | u), P the softmax over all items: exact, for catalogues of some ten thousand items.</summary>
public sealed record FullSoftmaxLoss : RankingLoss
{
    /// <summary>ε: the target is 1 − ε of the item that was met and ε of all items alike.</summary>
    /// <value>Default 0. From 0 to below 1. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision" (CVPR 2016).</value>
    public double LabelSmoothing { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "LabelSmoothing is from 0 to below 1."); }
}

/// <summary>The softmax over the item that was met and negatives that all rows of a batch share; negatives equal to a row's item are masked.</summary>
/// <remarks>Bengio and Senécal (AISTATS 2003); Jean et al. (ACL 2015): see <see cref="LogQCorrection"/>.</remarks>
public sealed record SampledSoftmaxLoss : RankingLoss
{
    /// <summary>n, how many negatives a step draws.</summary>
    /// <value>Default 1024: measured on Amazon Beauty. At least 1.</value>
    public int Negatives { get; init => field = Positive(value); } = 1024;

    /// <summary>How negatives are drawn.</summary>
    /// <value>Default popularity^0.5: measured on Amazon Beauty.</value>
    public NegativeSampling Sampling { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new PopularitySampling();

    /// <summary>Which scores are corrected for the sampling.</summary>
    /// <value>Default <see cref="LogQCorrection.NegativesOnly"/>: an estimate of the full softmax.</value>
    public LogQCorrection Correction { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Correction is none of the named ones."); } = LogQCorrection.NegativesOnly;
}

/// <summary>The softmax over the items of the batch, each score lowered by ln q_j, q_j the item's share of the interactions; other rows with the same item are masked.</summary>
/// <remarks>Yi et al., "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations" (RecSys 2019).</remarks>
public sealed record InBatchSoftmaxLoss : RankingLoss;

/// <summary>mean ln(1 + exp(s₋ − s₊)): Bayesian personalised ranking.</summary>
/// <remarks>Rendle et al., "BPR: Bayesian Personalized Ranking from Implicit Feedback" (UAI 2009).</remarks>
public sealed record BprLoss : RankingLoss
{
    /// <summary>n, how many negatives each row draws.</summary>
    /// <value>Default 1, as in the paper. At least 1.</value>
    public int Negatives { get; init => field = Positive(value); } = 1;
}

/// <summary>mean max(0, m − s₊ + s₋): no more is asked of a pair that is m apart.</summary>
/// <remarks>Herbrich, Graepel and Obermayer, "Large Margin Rank Boundaries for Ordinal Regression" (2000).</remarks>
public sealed record HingeLoss : RankingLoss
{
    /// <summary>n, how many negatives each row draws.</summary>
    /// <value>Default 1. At least 1.</value>
    public int Negatives { get; init => field = Positive(value); } = 1;

    /// <summary>m.</summary>
    /// <value>Default 1, as in the paper. Above 0.</value>
    public double Margin { get; init => field = Positive(value); } = 1;
}

/// <summary>
/// mean L(⌊(I − 1) / N⌋) · max(0, m − s₊ + s₋), s₋ the first negative within the margin, N its place, L(k) = 1 + 1/2 + … + 1/k: mistakes at the top
/// of the list weigh most.
/// </summary>
/// <remarks>Weston, Bengio and Usunier, "WSABIE: Scaling Up To Large Vocabulary Image Annotation" (IJCAI 2011).</remarks>
public sealed record WarpLoss : RankingLoss
{
    /// <summary>n, how many negatives are tried for each row.</summary>
    /// <value>Default 10, as in LightFM. At least 1.</value>
    public int Negatives { get; init => field = Positive(value); } = 10;

    /// <summary>m.</summary>
    /// <value>Default 1, as in the paper. Above 0.</value>
    public double Margin { get; init => field = Positive(value); } = 1;
}

/// <summary>−mean ln σ(s₊) and ln(1 − σ(s₋)), over positives and negatives alike: met or not met, as a classification.</summary>
/// <remarks>He et al., "Neural Collaborative Filtering" (WWW 2017).</remarks>
public sealed record BinaryCrossEntropyLoss : RankingLoss
{
    /// <summary>n, how many negatives each row draws.</summary>
    /// <value>Default 4, as in the paper. At least 1.</value>
    public int Negatives { get; init => field = Positive(value); } = 4;
}
