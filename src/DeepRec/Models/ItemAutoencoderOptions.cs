namespace DeepRec.Models;

/// <summary>
/// Settings of an autoencoder of histories with a softmax: from a random half of what a user met it learns to tell the other half.
/// <code>
/// x = norm(Σ_{j ∈ history} n_j^−½ e_j)        u = x + W₂ gelu(W₁ norm(x))        f(u, i) = cos(u, e_i) / τ + b_i
/// loss = mean over items i of the other half of −ln P(i | u)
/// </code>
/// n_j counts the users who met item j, norm is the standardisation of a vector without gain or bias, and b_i starts at 0. A user is known by the history
/// alone, whose order does not count, so that users never seen are served like known ones; without a history items are ordered by b_i.
/// </summary>
/// <remarks>
/// Vincent et al., "Extracting and Composing Robust Features with Denoising Autoencoders" (ICML 2008); Liang et al., "Variational Autoencoders for
/// Collaborative Filtering" (WWW 2018). e_i starts at V √S of length 1, D_u^−½ X D_i^−½ ≈ U S Vᵀ, X [users × items] being 1 where a user met an item.
/// The trainer's batches count users. <see cref="ItemRankerOptions.Loss"/> is a <see cref="SampledSoftmaxLoss"/>, whose sum over negatives is taken once for
/// a user and does not leave out those of the other half, or a <see cref="FullSoftmaxLoss"/>.
/// </remarks>
public sealed record ItemAutoencoderOptions : ItemRankerOptions
{
    /// <summary>D, the length of vectors.</summary>
    /// <value>Default 64: measured on Gowalla. 1 or more.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 64;

    /// <summary>The width of the residual block, W₁.</summary>
    /// <value>Default 256. 1 or more.</value>
    public int ResidualWidth { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "ResidualWidth is 1 or more."); } = 256;

    /// <summary>The probability that a number of the residual block's output is left out in a training step.</summary>
    /// <value>Default 0; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); }

    /// <summary>τ.</summary>
    /// <value>Default 0.15: measured on Gowalla. Above 0.</value>
    public double Temperature { get; init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Temperature is positive."); } = 0.15;

    /// <summary>How many items of a request's history are read, the newest. In training all are.</summary>
    /// <value>Default 1000; 1 or more.</value>
    public int HistoryLength { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HistoryLength is 1 or more."); } = 1000;

    /// <inheritdoc/>
    public override ItemRanker Create(RankingInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (Loss is not (FullSoftmaxLoss { LabelSmoothing: 0 } or SampledSoftmaxLoss { Correction: not LogQCorrection.Both }))
        {
            throw new ArgumentException($"The loss of an autoencoder is a {nameof(SampledSoftmaxLoss)} without a correction of the positives, or a {nameof(FullSoftmaxLoss)} without smoothing.");
        }

        TorchRuntime.EnsureLoaded();
        return new ItemAutoencoder(this, inputs, seed);
    }

    internal override void Start(ItemRanker ranker, RankingData data, RankingFit fit) =>
        ((ItemAutoencoder)ranker).Start(data, StableHash.Combine((uint)fit.Seed, 4), fit.CancellationToken);

    internal override bool HasLesson(ItemRanker ranker, Interactions interactions) => interactions.AnyTarget((user, _) => interactions.Of(user).ToArray().Distinct().Skip(1).Any());

    internal override TrainingTask CreateTask(ItemRanker ranker, RankingData data, RankingFit fit) => new AutoencoderTask((ItemAutoencoder)ranker, Loss, data, fit);
}
