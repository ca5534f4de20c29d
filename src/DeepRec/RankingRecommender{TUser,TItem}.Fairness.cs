namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    /// <summary>Ranks the whole catalogue for each user of some rows, and looks who gets how much: attention between groups of items, quality between groups of users.</summary>
    /// <param name="test">Rows that were not learned from, with the columns of user and item; each item of a user's rows counts as wanted.</param>
    /// <param name="options">The groups and rules; default: those of <see cref="FairnessOptions"/>.</param>
    /// <param name="history">Rows that users are known by but that were not learned from, such as a validation part: they lengthen the histories, and are masked as seen.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <exception cref="ArgumentException">A column is absent, a feature does not group items or users, or no user wants anything.</exception>
    public FairnessReport EvaluateFairness(Dataset test, FairnessOptions? options = null, Dataset? history = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        ThrowIfDisposed();
        return FairnessEvaluation.Evaluate(_bundle, test, options ?? new FairnessOptions(), history, cancellationToken);
    }

    /// <summary>
    /// Seeks what must be added to the scores of each group's items so that the group gets at least its share of exposure over all lists, and weakens it until it costs no
    /// more NDCG than is allowed. Then give it to <see cref="RankingRequestOptions{TItem}.Adjustment"/>.
    /// </summary>
    /// <param name="validation">Rows that were not learned from, nor will be tested on: shares and costs are those on them.</param>
    /// <param name="options">The groups and bounds.</param>
    /// <param name="history">Rows that users are known by but that were not learned from.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <exception cref="ArgumentException">A column is absent, the feature does not group items, or no user wants anything.</exception>
    public GroupBonusFit FitGroupBonus(Dataset validation, GroupBonusOptions options, Dataset? history = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfDisposed();
        return FairnessEvaluation.FitBonus(_bundle, validation, options, history, cancellationToken);
    }

    // The first so many of the pool's items as the adjustment puts them. Rungs below the first one keep their place behind it.
    private ChosenItem[] Adjusted(IReadOnlyList<ChosenItem> pool, LadderRequest request, ListAdjustment adjustment, int count)
    {
        int first = pool.TakeWhile(one => one.Layer.Rung == pool[0].Layer.Rung).Count();
        int[] items = [.. pool.Take(first).Select(one => one.Item)];
        double[] relevance = first == 0 ? [] : ListAdjustment.Scale([.. pool.Take(first).Select(one => one.Score)]);
        int[] chosen = first == 0 ? [] : adjustment.Choose(items, relevance, request.Requests.HistoryOf(request.Row), _index.GroupsOf(adjustment.Feature), Math.Min(count, first));
        return [.. chosen.Concat(Enumerable.Range(first, pool.Count - first)).Take(count).Select(place => pool[place])];
    }

    // How many of the best items a list is made from.
    private static int PoolOf(int count, RankingRequestOptions<TItem> options) => options.Adjustment is null ? count : (int)Math.Min((long)ListAdjustment.Pool * count, int.MaxValue);

    private void Check(ListAdjustment adjustment, RankingRequestOptions<TItem> options)
    {
        if (options.Diversity > 0 || options.MaximumPerCategory is not null) throw new ArgumentException("Adjustment cannot be had together with Diversity or MaximumPerCategory: each wants to order the list.", nameof(options));
        _ = _index.GroupsOf(adjustment.Feature);
    }
}
