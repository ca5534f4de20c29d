namespace DeepRec.Models;

/// <summary>Settings of the softmax ranker P(i|u) = exp f(x_ui; w) / Σ_j exp f(x_uj; w), j over all items; f by <see cref="Scorer"/>, what training makes small by <see cref="ItemRankerOptions.Loss"/>.</summary>
public sealed record SoftmaxRankerOptions : ItemRankerOptions
{
    /// <summary>f.</summary>
    /// <value>Default <see cref="FactoredScorer"/> with its defaults.</value>
    public RankingScorer Scorer { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new FactoredScorer();

    /// <inheritdoc/>
    public override ItemRanker Create(RankingInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new SoftmaxRanker(this, inputs, seed);
    }
}
