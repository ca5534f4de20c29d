namespace DeepRec.Models;

/// <summary>Settings from which a model that ranks items is fitted, and made again after loading: a deep ranker, or one of the baselines that it has to beat.</summary>
/// <remarks>A ranker of your own derives from <see cref="ItemRankerOptions"/>. Immutable, so safe from many threads.</remarks>
public abstract record RankingModelOptions
{
    private protected RankingModelOptions()
    {
    }

    /// <summary>Learns from interactions.</summary>
    /// <exception cref="ArgumentException">The settings do not suit the data.</exception>
    /// <exception cref="OperationCanceledException">The fitting was cancelled.</exception>
    internal abstract ItemScorer Fit(RankingData data, RankingFit fit);

    /// <summary>Makes a fitted model again from what <see cref="ItemScorer.Export"/> gave.</summary>
    /// <param name="inputs">The columns and the catalogue that it was fitted for.</param>
    /// <param name="arrays">What it had learned.</param>
    /// <exception cref="InvalidBundleException">The arrays are not those of this model and catalogue.</exception>
    internal abstract ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays);
}
