namespace DeepRec.Models;

/// <summary>
/// Settings of neural collaborative filtering: from the ids of user and item alone, by factorisation, by a network, or by both.
/// <code>
/// f(u, i) = h · (p_u ∘ q_i) + b        +        MLP([p'_u, q'_i])        ∘ the product number by number
/// </code>
/// The two parts have embeddings of their own. P(u met i) = σ(f) with the default loss.
/// </summary>
/// <remarks>
/// He et al., "Neural Collaborative Filtering" (WWW 2017). Embeddings start at N(0, 0.01) as there; dense layers as in the authors' code, by Glorot and Bengio.
/// With <see cref="Pretraining"/> the trainer's own epochs and optimiser are those of the last stage, for which the paper takes plain SGD.
/// </remarks>
public sealed record NeuMfOptions : ItemRankerOptions
{
    /// <summary>Takes the defaults.</summary>
    public NeuMfOptions() => Loss = new BinaryCrossEntropyLoss();

    /// <summary>Which parts there are.</summary>
    /// <value>Default <see cref="NeuMfParts.Both"/>.</value>
    public NeuMfParts Parts { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Parts is none of the named ones."); } = NeuMfParts.Both;

    /// <summary>F, the predictive factors: the length of p and q, and the width of the network's last hidden layer.</summary>
    /// <value>Default 32; the paper has 8 to 64. 1 or more.</value>
    public int Factors { get; init => field = value is > 0 and <= 1 << 20 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Factors is 1 or more."); } = 32;

    /// <summary>L, the hidden layers, each half as wide as the one before: F · 2^(L − 1), …, 2F, F. p' and q' are as long as the first is wide.</summary>
    /// <value>Default 3, as in the paper. 1 to 10.</value>
    public int Layers { get; init => field = value is >= 1 and <= 10 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Layers is 1 to 10."); } = 3;

    /// <summary>The standard deviation of the normal start values of embeddings.</summary>
    /// <value>Default 0.01, as in the paper. Not negative.</value>
    public double InitialDeviation { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InitialDeviation is not negative."); } = 0.01;

    /// <summary>How the parts are trained before they are put together; <see langword="null"/> where they start at random.</summary>
    /// <value>Default: as in the paper. Ignored with one part alone.</value>
    public NeuMfPretraining? Pretraining { get; init; } = new();

    internal IReadOnlyList<int> Widths => [.. Enumerable.Range(0, Layers).Select(layer => Factors << (Layers - 1 - layer))];

    /// <inheritdoc/>
    public override ItemRanker Create(RankingInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new NeuMf(this, inputs, seed);
    }

    internal override void Start(ItemRanker ranker, RankingData data, RankingFit fit)
    {
        if (Parts != NeuMfParts.Both || Pretraining is null) return;
        foreach (var part in new[] { NeuMfParts.Gmf, NeuMfParts.Mlp })
        {
            var options = this with { Parts = part, Pretraining = null };
            using var alone = options.CreateDetached(data.Inputs, fit.Seed);
            var task = options.CreateTask(alone, data, fit);
            task.Stage = new TrainingStage(part.ToString().ToLowerInvariant(), Pretraining.Epochs, Pretraining.LearningRate);
            fit.Train!(task);
            ((NeuMf)ranker).Take((NeuMf)alone, part == NeuMfParts.Gmf ? Pretraining.Share : 1 - Pretraining.Share);
        }
    }
}
