using System.Text.Json.Serialization;
using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// Settings of a rating predictor without a vector of its own for any user or item: a user is the sum of the items that he rated, an item the sum of its
/// raters, each with how high.
/// <code>
/// p_u = Σ_j (y_j + c_uj x_j) / √n_u + A_u s_u        over the user's other ratings, c = (r − m) / s
/// q_i = Σ_v (y'_v + c_vi x'_v) / √n_i + A_i s_i      over the item's other raters
/// z = b_u + b_i + a_u s_u + a_i s_i + ⟨p_u, q_i⟩     s_u, s_i the encoded features, m and s the labels' mean and deviation
/// r̂ = m + s (z + MLP([p_u, q_i, ln(1 + n_u) / 4 − 1, ln(1 + n_i) / 4 − 1, times, context]))
/// </code>
/// A user who was not there in training is one more sum: his ratings are given with the request, and nothing is learned anew.
/// </summary>
/// <remarks>
/// After the asymmetric and rating-aware models of Koren, "Factorization Meets the Neighborhood" (KDD 2008), and Paterek, "Improving Regularized Singular
/// Value Decomposition" (KDD Cup 2007), made two-sided, with each row's own rating left out in training. Works in units of the labels' standard deviation: the same
/// settings suit any scale of ratings.
/// </remarks>
public sealed record RatedHistoryPredictorOptions : RatingPredictorOptions
{
    /// <summary>D, the length of p_u and q_i.</summary>
    /// <value>Default 24, chosen on a validation part of MovieLens 100K; 48 for a million ratings.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 24;

    /// <summary>The widths of the network's hidden layers; empty for a linear one.</summary>
    /// <value>Default [64]. Wider and deeper ones learned training rows by heart.</value>
    public IReadOnlyList<int> HiddenLayers
    {
        get;
        init => field = value.All(width => width > 0) ? [.. value] : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "A hidden layer has 1 unit or more.");
    } = [64];

    /// <summary>The hidden layers' activation.</summary>
    /// <value>Default <see cref="Models.Activation.ReLU"/>.</value>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>The probability that a hidden unit is left out in a training step.</summary>
    /// <value>Default 0.2; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); } = 0.2;

    /// <summary>The standard deviation of the start values of y, x and of the features' weights A and a.</summary>
    /// <value>Default 0.03.</value>
    public double InitialDeviation { get; init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InitialDeviation is positive."); } = 0.03;

    /// <summary>
    /// The share of a step's rows that are learned from a second time as if their user had rated nothing and were not known: users without a history are
    /// then no strangers to the model. The items' vectors learn nothing from it, and users with a history lose nothing.
    /// </summary>
    /// <value>Default 0.1; range [0, 1). With 0 a new user without ratings is predicted worse than by the item's mean.</value>
    public double BlankedShare { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "BlankedShare lies in [0, 1)."); } = 0.1;

    /// <summary>How much the squares of b_u and b_i count in <see cref="RecommenderModel.EmbeddingPenalty"/> beside those of y and x.</summary>
    /// <value>Default 0.25.</value>
    public double BiasPenalty { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "BiasPenalty is not negative."); } = 0.25;

    /// <summary>What is read of the times of ratings.</summary>
    /// <value>Default <see cref="RatingTimes.Ignored"/>. Anything else needs rows with a time.</value>
    public RatingTimes Times { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Times is one of Ignored, Earlier and All."); }

    /// <summary>Up to how many ids, reserved ones included, a feature is encoded as <see cref="OneHotEncoderOptions"/> where no encoder is given.</summary>
    /// <value>Default 64; 0: never.</value>
    public int OneHotLimit { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "OneHotLimit is not negative."); } = 64;

    /// <summary>Encoders for features that shall not have the default one, by the input's name; the ids of user and item have none.</summary>
    /// <value>Default: none.</value>
    [JsonConverter(typeof(EncoderMapConverter))]
    public IReadOnlyDictionary<string, FeatureEncoderOptions> Encoders { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = FeatureEncoderOptions.None;

    /// <summary>
    /// What training makes small; any but <see cref="WatchTimeLoss"/>, <see cref="LogisticLoss"/> and <see cref="GeneralizedCrossEntropyLoss"/>. With <see cref="OrdinalLoss"/> the network gives a logit for each level, to which z is added as
    /// there, and the squared error is measured in standard deviations.
    /// </summary>
    /// <value>Default <see cref="SquaredErrorLoss"/>.</value>
    public RatingLoss Loss { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new SquaredErrorLoss();

    /// <summary>Whether predictions are held within the range of the training labels, in evaluation and serving alike; never in training.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool ClampToLabelRange { get; init; } = true;

    /// <inheritdoc/>
    public override RatingPredictor Create(ModelInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new RatedHistoryPredictor(this, inputs, seed);
    }
}
