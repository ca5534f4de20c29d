namespace DeepRec;

public sealed partial class Recommender<TUser, TItem>
{
    /// <summary>What the update that made this recommender took up; <see langword="null"/> where it was trained or loaded.</summary>
    public UpdateReport? LastUpdate { get; private init; }

    /// <summary>
    /// A recommender that has learned from rows that came after the training, too: vocabularies, tables, catalogue and who rated what grow by them, and the model goes on from its
    /// weights, and from its optimiser's moments where they are kept. Who and what is new begins as one who is not known, and is learned from there.
    /// </summary>
    /// <param name="rows">
    /// Ratings with at least the columns of user, item and label; a row without one of them is passed over. Features and context that are not given are what the recommender knows, else missing.
    /// All are learned from, those of a pair that was rated before as well. Row steps of the pipeline were for the training and do not see them; scale and range of the labels stay those of the training.
    /// </param>
    /// <param name="options">Default: <see cref="UpdateOptions.Ratings"/>.</param>
    /// <param name="cancellationToken">Ends the training within a step.</param>
    /// <returns>
    /// Another recommender; <see cref="LastUpdate"/> says what it took up. This one stays as it is, whatever happens, and may go on answering; each is disposed of by itself.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A column of ids or the label's is absent, a column is of another kind, an id is none of the stated type, no row has both ids and a label, or the optimiser is not the one whose moments are kept.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model makes what it says of all ratings that it was trained with, as one of rated histories or an autoencoder of ratings; train again.</exception>
    /// <exception cref="TrainingDivergedException">The loss stopped being a number.</exception>
    public Recommender<TUser, TItem> Update(Dataset rows, UpdateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ThrowIfDisposed();
        options ??= UpdateOptions.Ratings;
        TorchRuntime.EnsureLoaded(options.Logger);
        var label = Pipeline.Schema.Label!;
        if (!rows.Schema.Contains(label.Name)) throw new ArgumentException($"The rows lack the column '{label.Name}', the label of the training. Columns: {string.Join(", ", rows.Schema.Select(f => f.Name))}.", nameof(rows));
        int[] labelled = [.. Enumerable.Range(0, rows.Count).Where(row => !rows[label.Name].IsMissing(row))];
        if (labelled.Length == 0) throw new ArgumentException($"There is no row with a '{label.Name}' to learn from.", nameof(rows));
        var (bundle, training, report) = RatingUpdater.Update<TUser, TItem>(_bundle, labelled.Length == rows.Count ? rows : rows.Select(labelled), options, cancellationToken);
        return new Recommender<TUser, TItem>(bundle, training, []) { LastUpdate = report with { Rows = rows.Count } };
    }

    /// <inheritdoc cref="Update(Dataset, UpdateOptions, CancellationToken)"/>
    /// <typeparam name="TRow">A type whose properties are marked as those of the rows that were trained with.</typeparam>
    public Recommender<TUser, TItem> Update<TRow>(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Update(Dataset.From(rows));
    }
}
