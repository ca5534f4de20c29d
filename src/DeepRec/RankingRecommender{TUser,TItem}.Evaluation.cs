namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    /// <summary>Ranks the whole catalogue for each user of some rows, and looks where the items of the rows stand.</summary>
    /// <param name="test">Rows that were not learned from, with the columns of user and item; each item of a user's rows counts as wanted.</param>
    /// <param name="options">Cut-offs and rules; default: those of <see cref="RankingEvaluationOptions"/>.</param>
    /// <param name="history">Rows that users are known by but that were not learned from, such as a validation part: they lengthen the histories, and are masked as seen.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <exception cref="ArgumentException">A column is absent, or no user wants anything.</exception>
    public RankingReport Evaluate(Dataset test, RankingEvaluationOptions? options = null, Dataset? history = null, CancellationToken cancellationToken = default) =>
        Evaluate(test, negatives: null, options, history, cancellationToken);

    /// <summary>Ranks the items of some rows among a few given negatives each: a sampled protocol, which the report says. It can order models otherwise than a full ranking does.</summary>
    /// <param name="test">Rows that were not learned from.</param>
    /// <param name="negatives">For each user of them the items that stand for all others; fixed beforehand and the same for each model. Those outside the catalogue are passed over.</param>
    /// <param name="options">Cut-offs and rules; default: those of <see cref="RankingEvaluationOptions"/>.</param>
    /// <param name="history">Rows that users are known by but that were not learned from.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <exception cref="ArgumentException">A column is absent, no user wants anything, or a user has no negatives.</exception>
    /// <remarks>W. Krichene and S. Rendle, "On Sampled Metrics for Item Recommendation", KDD 2020.</remarks>
    public RankingReport EvaluateSampled(
        Dataset test, IReadOnlyDictionary<TUser, IReadOnlyList<TItem>> negatives, RankingEvaluationOptions? options = null, Dataset? history = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(negatives);
        return Evaluate(test, negatives.ToDictionary(entry => TextOf(entry.Key)!, entry => entry.Value, StringComparer.Ordinal), options, history, cancellationToken);
    }

    private RankingReport Evaluate(
        Dataset test, Dictionary<string, IReadOnlyList<TItem>>? negatives, RankingEvaluationOptions? options, Dataset? history, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(test);
        ThrowIfDisposed();
        return _bundle.Evaluate(test, negatives is null ? null : user => NegativesOf(user, negatives), options ?? new RankingEvaluationOptions(), history, cancellationToken);
    }

    private int[] NegativesOf(string user, Dictionary<string, IReadOnlyList<TItem>> negatives) => negatives.TryGetValue(user, out var items)
        ? [.. items.Select(item => _bundle.Items.RowOf(TextOf(item))).Where(row => row >= 0)]
        : throw new ArgumentException($"User '{user}' is tested and has no negatives. Give each user of the test rows some.", nameof(negatives));
}
