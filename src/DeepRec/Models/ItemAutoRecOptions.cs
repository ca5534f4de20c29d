namespace DeepRec.Models;

/// <summary>
/// Settings of an autoencoder of items' ratings: from what an item's raters gave it, what every user would.
/// <code>
/// h_i = f(μ + Σ_v c_vi x_v)        over the item's raters, c = (r − m) / s
/// r̂ = m + s (⟨w_u, h_i⟩ + b_u)     m and s the labels' mean and deviation
/// </code>
/// It reads no feature but the ids. Its errors are unlike those of models of pairs, so that it does well in a <see cref="RatingEnsembleOptions"/>.
/// </summary>
/// <remarks>
/// I-AutoRec of Sedhain et al., "AutoRec: Autoencoders Meet Collaborative Filtering" (WWW 2015): errors count at observed ratings alone, by which it learns x too. Works
/// in units of the labels' standard deviation. A training step takes whole items, as many as have about the trainer's batch size of ratings; each item is gone
/// through once an epoch.
/// </remarks>
public sealed record ItemAutoRecOptions : RatingPredictorOptions
{
    /// <summary>H, the length of h_i.</summary>
    /// <value>Default 500: the paper. 1 or more.</value>
    public int HiddenUnits { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HiddenUnits is 1 or more."); } = 500;

    /// <summary>f.</summary>
    /// <value>Default <see cref="Models.Activation.Sigmoid"/>: the paper.</value>
    public Activation Activation { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Activation is one of the named ones."); } = Activation.Sigmoid;

    /// <summary>
    /// The share of an item's ratings that h_i does not read in a training step; the others count for more, and all are predicted. What is predicted later was
    /// not read either.
    /// </summary>
    /// <value>Default 0.5; range [0, 1). 0 is the paper.</value>
    public double HiddenShare { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HiddenShare lies in [0, 1)."); } = 0.5;

    /// <summary>Whether predictions are held within the range of the training labels, in evaluation and serving alike; never in training.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool ClampToLabelRange { get; init; } = true;

    /// <inheritdoc/>
    public override RatingPredictor Create(ModelInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new ItemAutoRec(this, inputs, seed);
    }
}
