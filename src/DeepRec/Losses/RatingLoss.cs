using System.Text.Json.Serialization;

namespace DeepRec.Models;

/// <summary>What a rating predictor is trained to make small. Means are over the rows of a batch.</summary>
[JsonDerivedType(typeof(SquaredErrorLoss), "squared-error")]
[JsonDerivedType(typeof(HuberLoss), "huber")]
[JsonDerivedType(typeof(OrdinalLoss), "ordinal")]
[JsonDerivedType(typeof(WatchTimeLoss), "watch-time")]
[JsonDerivedType(typeof(LogisticLoss), "logistic")]
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
            "ordinal" => new OrdinalLoss { SquaredErrorWeight = fields.Double("squaredErrorWeight") },
            "watch-time" => new WatchTimeLoss(),
            "logistic" => new LogisticLoss(),
            _ => null,
        };
        return fields.AreWhole ? loss : null;
    }
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
