using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

public static partial class Recommender
{
    /// <summary>Fits the pipeline and a model that ranks items, and puts both into a recommender. Each row is an interaction: a user met an item.</summary>
    /// <typeparam name="TUser">The type of user ids, as in the data.</typeparam>
    /// <typeparam name="TItem">The type of item ids, as in the data.</typeparam>
    /// <param name="training">The rows to learn from; with a user and an item. Where they have a time, it orders a user's rows; else they stand in order.</param>
    /// <param name="options">Default: those of <see cref="RankingOptions"/>.</param>
    /// <param name="cancellationToken">Ends the training within a step.</param>
    /// <exception cref="ArgumentException">The data lacks a user or an item, ids are not of the stated types, or settings do not suit the data.</exception>
    /// <exception cref="TrainingDivergedException">The loss stopped being a number.</exception>
    /// <exception cref="TorchNotAvailableException">libtorch cannot be loaded; the message says what is missing.</exception>
    public static RankingRecommender<TUser, TItem> TrainRanking<TUser, TItem>(TrainingSet training, RankingOptions? options = null, CancellationToken cancellationToken = default)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentNullException.ThrowIfNull(training);
        options ??= new RankingOptions();
        TorchRuntime.EnsureLoaded(options.Logger);
        RequireRoles(training, FeatureRole.User, FeatureRole.Item);
        if (options.Trainer.Privacy is not null && options.Model.LearnsFromAllRows) throw new ArgumentException($"Private training does not cover {options.Model.GetType().Name}, which is fitted without noise. Train a SoftmaxRanker.");
        if (options.Weights is not null)
        {
            if (options.Model.LearnsFromAllRows) throw new ArgumentException($"{options.Model.GetType().Name} takes no weights of rows. Leave Weights out, or train a deep ranker.");
            if (options.Trainer.Privacy is not null) throw new ArgumentException("Private training does not cover weights of rows: what counts for one may depend on others. Leave Weights out.");
        }

        if (options.Trainer.Patience is not null && options.Validation is null && options.Trainer.ValidationFraction == 0)
        {
            throw new InvalidOperationException("Patience needs validation rows. Set ValidationFraction, or give validation rows.");
        }

        var validation = options.Validation;
        if (validation is null && options.Trainer.ValidationFraction > 0) (training, validation) = ValidationRows.HoldBack(training, options.Trainer);
        var rows = new TrainingSet(WithLabelFrom(FeatureRoles.Resolve(training.Rows), options.MinimumLabel));
        var prepared = (options.Pipeline ?? PreprocessingPipeline.Default(rows.Schema)).FitTransform(rows);
        var kept = prepared.Kept;
        var users = EntityTable.Of(kept, FeatureRole.User, FeatureRole.UserFeature, kept.Users)!.RequireIdsOf<TUser>();
        var items = EntityTable.Of(kept, FeatureRole.Item, FeatureRole.ItemFeature, kept.Items)!.RequireIdsOf<TItem>();
        RankingColumns.RequireNoItemInRequests(prepared.Pipeline, kept);
        var inputs = RankingColumns.InputsOf(prepared.Pipeline, users, items);
        var actions = RankingActions.Of(prepared.Pipeline.Schema, options.ActionColumn, options.TargetActions);
        var ticks = kept.Schema.Timestamp is { } time ? kept.Column<DateTimeColumn>(time.Name).Ticks : [];
        var interactions = Interactions.Of(RatedItems.RowsOf(kept, users, kept.Schema.User!), RatedItems.RowsOf(kept, items, kept.Schema.Item!), ticks, users.Count, items.Count);
        if (interactions.Events is not null || inputs.Events.Count > 0 || actions.Column is not null)
        {
            var times = interactions.Events?.Ticks ?? [.. Enumerable.Repeat(DateTimeColumn.Missing, interactions.Count)];
            var events = new EventLog(times, RankingColumns.EventsOf(prepared.Encoded, inputs)?.Select(interactions.Rows), (CategoryColumn?)actions.In(kept)?.Select(interactions.Rows));
            interactions = interactions.With(events, actions.AreTargets(events));
        }

        float[] weights = options.Weights?.Of(kept) ?? [];
        var golden = kept.Select([.. Permutation.Of(interactions.Count, (uint)options.Trainer.Seed).Take(BundleParts.GoldenRows).Select(place => interactions.Rows[place])]); // rows without an item have no score

        TrainingReport? report = null;
        var trainer = new Trainer(options.Trainer, options.Logger);
        var memory = options.KeepOptimizerState ? new OptimizerMemory([]) : null;
        var fit = new RankingFit(
            options.Trainer.Seed, options.Trainer.BatchSize,
            task => report = trainer.Train(task, options.Progress, cancellationToken, memory),
            validation is null ? null : RankingBundle.Watch(WithLabelFrom(validation, options.MinimumLabel), Bundle, cancellationToken),
            cancellationToken);
        var bundle = Bundle(options.Model.Fit(new RankingData(inputs, interactions, prepared.Encoded) { Weights = weights }, fit));
        return new RankingRecommender<TUser, TItem>(bundle with { Memory = memory?.Kept ?? [], Privacy = report?.Privacy }, report, prepared.Removed);

        RankingBundle Bundle(ItemScorer scorer) => new(prepared.Pipeline, options.Model, inputs, scorer, users, items, interactions, golden) { Actions = actions };
    }

    /// <summary>The same on a thread of the pool, so that the caller's is free.</summary>
    /// <inheritdoc cref="TrainRanking{TUser, TItem}(TrainingSet, RankingOptions?, CancellationToken)"/>
    public static Task<RankingRecommender<TUser, TItem>> TrainRankingAsync<TUser, TItem>(TrainingSet training, RankingOptions? options = null, CancellationToken cancellationToken = default)
        where TUser : notnull
        where TItem : notnull =>
        Task.Run(() => TrainRanking<TUser, TItem>(training, options, cancellationToken), cancellationToken);

    /// <summary>Loads what <see cref="RankingRecommender{TUser, TItem}.Save"/> saved; it has then scored its golden rows again and agrees.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidBundleException">The file is damaged, of a newer format, or of other id types.</exception>
    /// <exception cref="TorchNotAvailableException">The model is its module alone, and libtorch cannot be loaded. Baselines and common rankers of two towers do without it.</exception>
    public static RankingRecommender<TUser, TItem> LoadRanking<TUser, TItem>(string path)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new RankingRecommender<TUser, TItem>(RankingBundle.Load<TUser, TItem>(path), report: null, removed: []);
    }

    // Rows of a lower label, or of none, are no interactions.
    internal static Dataset WithLabelFrom(Dataset rows, float? minimum)
    {
        if (minimum is not { } least) return rows;
        var label = rows.Schema.Label ?? throw new ArgumentException("MinimumLabel needs a label. Mark its column with [Label] or Feature.Label(\"name\").");
        var values = rows.Column<NumberColumn>(label.Name);
        int[] kept = [.. Enumerable.Range(0, rows.Count).Where(row => values.Values[row] >= least)];
        return kept.Length > 0 ? rows.Select(kept) : throw new ArgumentException(FormattableString.Invariant($"No row has a label of {least} or more in column '{label.Name}'. Lower MinimumLabel."));
    }
}
