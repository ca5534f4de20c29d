using System.Text.Json.Serialization;

namespace DeepRec.Models;

/// <summary>What a rating predictor is trained to make small. Means are over the rows of a batch.</summary>
[JsonDerivedType(typeof(SquaredErrorLoss), "squared-error")]
[JsonDerivedType(typeof(HuberLoss), "huber")]
[JsonDerivedType(typeof(AbsoluteErrorLoss), "absolute-error")]
[JsonDerivedType(typeof(OrdinalLoss), "ordinal")]
[JsonDerivedType(typeof(WatchTimeLoss), "watch-time")]
[JsonDerivedType(typeof(LogisticLoss), "logistic")]
[JsonDerivedType(typeof(GeneralizedCrossEntropyLoss), "generalized-cross-entropy")]
public abstract record RatingLoss
{
    private protected RatingLoss()
    {
    }

    /// <summary>Reads what was written of one, or <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal static RatingLoss? FromJson(JsonTree tree)
    {
        var fields = new JsonFields(tree);
        RatingLoss? loss = fields.Text("$type") switch
        {
            "squared-error" => new SquaredErrorLoss(),
            "huber" => new HuberLoss { Delta = fields.Double("delta") },
            "absolute-error" => new AbsoluteErrorLoss(),
            "ordinal" => new OrdinalLoss { SquaredErrorWeight = fields.Double("squaredErrorWeight") },
            "watch-time" => new WatchTimeLoss(),
            "logistic" => new LogisticLoss(),
            "generalized-cross-entropy" => new GeneralizedCrossEntropyLoss { Power = fields.Double("power") },
            _ => null,
        };
        return fields.AreWhole ? loss : null;
    }

    /// <summary>Whether it is one of predictions, in units of the label, rather than of what they are made from.</summary>
    internal bool IsOfPredictions => this is SquaredErrorLoss or HuberLoss or AbsoluteErrorLoss;

    /// <summary>Whether labels lie from 0 to 1 and predictions are probabilities, σ(z).</summary>
    internal bool IsOfProbabilities => this is LogisticLoss or GeneralizedCrossEntropyLoss;
}

/// <summary>mean (r̂ − r)²: aims at the mean of the ratings.</summary>
public sealed record SquaredErrorLoss : RatingLoss;

/// <summary>mean h(r̂ − r), h(e) = e²/2 for |e| ≤ δ, else δ(|e| − δ/2): less moved by outliers.</summary>
/// <remarks>Huber, "Robust Estimation of a Location Parameter" (1964).</remarks>
public sealed record HuberLoss : RatingLoss
{
    /// <summary>δ, in units of the label: errors beyond it count linearly.</summary>
    /// <value>Default 1, as in PyTorch.</value>
    public double Delta { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Delta is positive."); } = 1;
}

/// <summary>mean |r̂ − r|: aims at the median of the ratings, which a wrong label moves no more than any other; learns the slower where errors are small.</summary>
/// <remarks>Laplace (1774); as a loss for wrong labels: Ghosh, Kumar and Sastry, "Robust Loss Functions under Label Noise for Deep Neural Networks" (AAAI 2017).</remarks>
public sealed record AbsoluteErrorLoss : RatingLoss;

/// <summary>
/// Ratings as ordered levels: a softmax over the distinct labels of training, loss = −mean ln P(r) + w · mean (r̂ − r)², r̂ = Σ level · P(level).
/// Needs few distinct labels.
/// </summary>
/// <remarks>The head of Koren and Sill, "OrdRec" (RecSys 2011), in its softmax form.</remarks>
public sealed record OrdinalLoss : RatingLoss
{
    /// <summary>w, the weight of the squared error of the expected level.</summary>
    /// <value>Default 0.5: measured on MovieLens; 0 leaves the likelihood alone.</value>
    public double SquaredErrorWeight { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "SquaredErrorWeight is not negative."); } = 0.5;

    /// <summary>How many distinct labels are allowed.</summary>
    internal const int MaximumLevels = 100;

    /// <exception cref="ArgumentException">There are too few, or too many to have been counted.</exception>
    internal static void Require(int levels)
    {
        if (levels < 2) throw new ArgumentException($"An ordinal loss needs 2 to {MaximumLevels} distinct labels in training; these have {(levels == 0 ? "more" : "one")}. Use SquaredErrorLoss.");
    }
}

/// <summary>
/// Logistic regression weighted by watch time: labels T are 0 for what was shown and passed over, else the time watched; loss = mean of
/// −T ln σ(z) where T &gt; 0, else −ln(1 − σ(z)), and r̂ = e^z, the odds.
/// </summary>
/// <remarks>
/// Covington et al., "Deep Neural Networks for YouTube Recommendations" (RecSys 2016), section 4.2. Where k of N impressions are watched the odds are
/// Σ T / (N − k) ≈ E[T] (1 + P), E[T] the expected watch time of an impression and P the small share that is watched.
/// </remarks>
public sealed record WatchTimeLoss : RatingLoss;

/// <summary>
/// Binary cross-entropy: −mean of r ln r̂ + (1 − r) ln(1 − r̂), r̂ = σ(z), labels r from 0 to 1, such as 1 for what was clicked and 0 for what was shown
/// and passed over. r̂ is the probability of a click.
/// </summary>
public sealed record LogisticLoss : RatingLoss;

/// <summary>
/// Cross-entropy that wrong labels move less: mean of r (1 − r̂^q) / q + (1 − r) (1 − (1 − r̂)^q) / q, r̂ = σ(z), labels r from 0 to 1. It nears <see cref="LogisticLoss"/> as q falls to 0,
/// and is |r̂ − r| for labels of 0 and 1 at q = 1. r̂ is no calibrated probability: it lies too near 0 or 1.
/// </summary>
/// <remarks>Zhang and Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels" (NeurIPS 2018).</remarks>
public sealed record GeneralizedCrossEntropyLoss : RatingLoss
{
    /// <summary>q: how little rows count whose label the model finds unlikely; a row's slope is that of the cross-entropy times the probability of its label to the power of q.</summary>
    /// <value>Default 0.7, as in the paper. Above 0, at most 1.</value>
    public double Power { get; init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Power is above 0 and at most 1."); } = 0.7;
}
