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

    /// <summary>Whether an update learns from all rows anew, those of before and the new ones: of those the requests' columns are then needed too.</summary>
    internal virtual bool LearnsFromAllRows => true;

    /// <summary>Whether a fitted model bears larger vocabularies: all that it has learned has its place in the larger one too.</summary>
    /// <param name="known">The fitted model.</param>
    /// <param name="inputs">The columns, larger ones among them, and any catalogue.</param>
    internal virtual bool CanGrow(ItemScorer known, RankingInputs inputs) => true;

    /// <summary>Learns from rows that came later; the fitted model stays as it is. What is not trained by gradients is fitted anew.</summary>
    /// <param name="known">The fitted model.</param>
    /// <param name="lessons">All rows, and which of them are to be learned from.</param>
    /// <param name="fit">As for <see cref="Fit"/>; without a training only what has grown is made.</param>
    internal virtual ItemScorer Update(ItemScorer known, RankingLessons lessons, RankingFit fit) => Fit(lessons.Data, fit);

    /// <summary>Makes a fitted model again from what <see cref="ItemScorer.Export"/> gave.</summary>
    /// <param name="inputs">The columns and the catalogue that it was fitted for.</param>
    /// <param name="arrays">What it had learned.</param>
    /// <exception cref="InvalidBundleException">The arrays are not those of this model and catalogue.</exception>
    internal abstract ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays);
}
