using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>Settings of the softmax ranker P(i|u) = exp f(x_ui; w) / Σ_j exp f(x_uj; w), j over all items; f by <see cref="Scorer"/>, what training makes small by <see cref="ItemRankerOptions.Loss"/>.</summary>
public sealed record SoftmaxRankerOptions : ItemRankerOptions
{
    /// <summary>
    /// Candidate generation as YouTube published it: the mean of the last 50 items met beside the request's other features, a tower of ReLU layers, an inner
    /// product with vectors of the items that are not those of the history, a sampled softmax.
    /// </summary>
    /// <remarks>
    /// Covington et al., "Deep Neural Networks for YouTube Recommendations" (RecSys 2016). Search terms are a column of several categories of the context;
    /// the age of the example is <see cref="Preprocessing.ExampleAge"/>. Widths are a quarter of the paper's.
    /// </remarks>
    public static SoftmaxRankerOptions YouTubeCandidates { get; } = new()
    {
        Scorer = new FactoredScorer
        {
            History = new PooledHistoryOptions { Pooling = HistoryPooling.Mean },
            TiedEmbeddings = false,
            UserLayers = [256, 128],
            ResidualWidth = 0,
            Dropout = 0,
            Similarity = ItemSimilarity.Dot,
            Temperature = 1,
            Start = ItemStart.Random,
        },
    };

    /// <summary>Two towers: a network over the history and the features of user and context, one over the item's id and features, a cosine, and the softmax over the batch.</summary>
    /// <remarks>Yi et al., "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations" (RecSys 2019), τ = 0.05 as there.</remarks>
    public static SoftmaxRankerOptions TwoTower { get; } = new()
    {
        Loss = new InBatchSoftmaxLoss(),
        Scorer = new FactoredScorer
        {
            History = new PooledHistoryOptions { Pooling = HistoryPooling.Mean },
            UserLayers = [128],
            ItemLayers = [128],
            ResidualWidth = 0,
            Dropout = 0,
            Temperature = 0.05,
        },
    };

    /// <summary>Matrix factorisation with a softmax: a vector for each user and each item, their cosine.</summary>
    /// <remarks>A user who was not met in training is an average one; <see cref="FactoredScorer.History"/> knows more of such users.</remarks>
    public static SoftmaxRankerOptions MatrixFactorization { get; } = new()
    {
        Scorer = new FactoredScorer { History = null, UserId = true, ResidualWidth = 0, Dropout = 0, Temperature = 0.15 },
    };

    /// <summary>f.</summary>
    /// <value>Default <see cref="FactoredScorer"/> with its defaults.</value>
    public RankingScorer Scorer { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new FactoredScorer();

    internal override FactoredPlan? Plan(RankingInputs inputs) => Scorer is FactoredScorer factored ? FactoredPlan.Of(factored, inputs) : null;

    /// <inheritdoc/>
    public override ItemRanker Create(RankingInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new SoftmaxRanker(this, inputs, seed);
    }
}
