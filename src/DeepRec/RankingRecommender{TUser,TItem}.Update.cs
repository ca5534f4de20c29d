namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    /// <summary>What the update that made this recommender took up; <see langword="null"/> where it was trained or loaded.</summary>
    public UpdateReport? LastUpdate { get; private init; }

    /// <summary>
    /// A recommender that knows rows that came after the training, too: vocabularies, tables, catalogue, histories and popularity grow by them, and a model that is trained by
    /// gradients goes on from its weights, and from its optimiser's moments where they are kept. Who and what is new can be recommended at once. A baseline learns from
    /// all rows anew.
    /// </summary>
    /// <param name="rows">
    /// Interactions with at least the columns of user and item; features and context that are not given are what the recommender knows, else missing. Rows that it knows
    /// already, by user, item, time and action, are passed over, but not those without a time; where all are, the same recommender comes back once more. Row steps of the pipeline were for the training and do not see them.
    /// </param>
    /// <param name="options">Default: those of <see cref="UpdateOptions"/>.</param>
    /// <param name="cancellationToken">Ends the training within a step.</param>
    /// <returns>
    /// Another recommender; <see cref="LastUpdate"/> says what it took up. This one stays as it is, whatever happens, and may go on answering; each is disposed of by itself.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A column of ids is absent, a column is of another kind, an id is none of the stated type, no row has both ids, or the optimiser is not the one whose moments are kept.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The loss stopped being a number.</exception>
    public RankingRecommender<TUser, TItem> Update(Dataset rows, UpdateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ThrowIfDisposed();
        options ??= new UpdateOptions();
        TorchRuntime.EnsureLoaded(options.Logger);
        int given = rows.Count;
        var (bundle, training, report) = RankingUpdater.Update<TUser, TItem>(_bundle, Recommender.WithLabelFrom(rows, options.MinimumLabel), options, cancellationToken);
        return new RankingRecommender<TUser, TItem>(bundle, training, []) { LastUpdate = report with { Rows = given } };
    }

    /// <inheritdoc cref="Update(Dataset, UpdateOptions, CancellationToken)"/>
    /// <typeparam name="TRow">A type whose properties are marked as those of the rows that were trained with.</typeparam>
    public RankingRecommender<TUser, TItem> Update<TRow>(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Update(Dataset.From(rows));
    }
}
