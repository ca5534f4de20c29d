using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>The front door: trains recommenders and loads saved ones.</summary>
public static partial class Recommender
{
    /// <summary>Fits the pipeline, trains the model and puts both into a recommender.</summary>
    /// <typeparam name="TUser">The type of user ids, as in the data.</typeparam>
    /// <typeparam name="TItem">The type of item ids, as in the data.</typeparam>
    /// <param name="training">The rows to learn from; with a user, an item and a label.</param>
    /// <param name="options">Default <see cref="RecommenderOptions.Recommended"/>.</param>
    /// <param name="cancellationToken">Ends the training within a step.</param>
    /// <exception cref="ArgumentException">The data lacks a user, an item or a label, ids are not of the stated types, or settings do not suit the data.</exception>
    /// <exception cref="TrainingDivergedException">The loss stopped being a number.</exception>
    /// <exception cref="TorchNotAvailableException">libtorch cannot be loaded; the message says what is missing.</exception>
    public static Recommender<TUser, TItem> Train<TUser, TItem>(TrainingSet training, RecommenderOptions? options = null, CancellationToken cancellationToken = default)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentNullException.ThrowIfNull(training);
        options ??= RecommenderOptions.Recommended;
        TorchRuntime.EnsureLoaded(options.Logger);
        var (rows, validation) = Prepare(training, options);
        var prepared = (options.Pipeline ?? PreprocessingPipeline.Default(rows.Schema)).FitTransform(rows);
        WarnOfIdleColumns(rows.Schema, prepared.Pipeline, options);
        var label = LabelStatistics.Of(prepared.Encoded);
        var kept = prepared.Kept;
        var users = EntityTable.Of(kept, FeatureRole.User, FeatureRole.UserFeature, kept.Users)!.RequireIdsOf<TUser>();
        var items = EntityTable.Of(kept, FeatureRole.Item, FeatureRole.ItemFeature, kept.Items)!.RequireIdsOf<TItem>();
        var model = options.Model.CreateDetached(new ModelInputs(prepared.Pipeline.KnownBefore, label), options.Trainer.Seed);
        try
        {
            var memory = options.KeepOptimizerState ? new OptimizerMemory([]) : null;
            var report = new Trainer(options.Trainer, options.Logger).Train(
                model, new TrainingData(prepared.Encoded, prepared.Pipeline.KnownBefore, validation is null ? null : prepared.Pipeline.Transform(validation)) { Weights = options.Weights?.Of(kept) ?? [] }, options.Progress, memory, cancellationToken);
            return new Recommender<TUser, TItem>(
                new RatingBundle(
                    prepared.Pipeline, options.Model, label, new ServedModel(options.Model, new ModelInputs(prepared.Pipeline.KnownBefore, label), model), users, items,
                    RatedItems.Of(kept, users, items), kept.Select(Permutation.Of(kept.Count, (uint)options.Trainer.Seed).AsSpan(0, Math.Min(BundleParts.GoldenRows, kept.Count))))
                {
                    Privacy = report.Privacy,
                    Memory = memory?.Kept ?? [],
                },
                report, prepared.Removed);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The same on a thread of the pool, so that the caller's is free.</summary>
    /// <inheritdoc cref="Train{TUser, TItem}(TrainingSet, RecommenderOptions?, CancellationToken)"/>
    public static Task<Recommender<TUser, TItem>> TrainAsync<TUser, TItem>(TrainingSet training, RecommenderOptions? options = null, CancellationToken cancellationToken = default)
        where TUser : notnull
        where TItem : notnull =>
        Task.Run(() => Train<TUser, TItem>(training, options, cancellationToken), cancellationToken);

    /// <summary>Loads what <see cref="Recommender{TUser, TItem}.Save"/> saved; it has then scored its golden rows again and agrees.</summary>
    /// <remarks>
    /// An MLP of common structure (tables, one-hots, bags and numbers) is read straight into plain memory and serves without libtorch, which
    /// <see cref="Recommender{TUser, TItem}.Model"/> then loads when it is asked for. Every other model needs libtorch here.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidBundleException">The file is damaged, of a newer format, or of other id types.</exception>
    /// <exception cref="TorchNotAvailableException">The model needs libtorch, which cannot be loaded; the message says what is missing.</exception>
    public static Recommender<TUser, TItem> Load<TUser, TItem>(string path)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new Recommender<TUser, TItem>(RatingBundle.Load<TUser, TItem>(path), report: null, removed: []);
    }

    // A row without a label can neither be learned from nor watched by.
    private static Dataset WithLabel(Dataset rows)
    {
        var label = rows[rows.Schema.Label!.Name];
        int[] labelled = [.. Enumerable.Range(0, rows.Count).Where(row => !label.IsMissing(row))];
        return labelled.Length == rows.Count ? rows : rows.Select(labelled);
    }

    private static void WarnOfIdleColumns(FeatureSchema schema, FittedPipeline pipeline, RecommenderOptions options)
    {
        foreach (var feature in schema.Where(f => f.Role is not (FeatureRole.Label or FeatureRole.Timestamp or FeatureRole.Event)))
        {
            // A step may have made other columns of it, under names that begin with its own.
            bool used = pipeline.Inputs.Any(input => input.Name == feature.Name || input.Name.StartsWith(feature.Name + ".", StringComparison.Ordinal));
            if (!used) Log.IdleColumn(options.Logger, feature.Name, feature.Kind);
        }
    }

    private static void RequireRoles(TrainingSet training, params ReadOnlySpan<FeatureRole> roles)
    {
        foreach (var role in roles)
        {
            if (training.Schema.All(f => f.Role != role)) throw new ArgumentException($"The data has no {role.ToString().ToLowerInvariant()}. Mark its column with [{role}] or Feature.{role}(\"name\").", nameof(training));
        }
    }

    private static (TrainingSet Rows, Dataset? Validation) Prepare(TrainingSet training, RecommenderOptions options)
    {
        RequireRoles(training, FeatureRole.User, FeatureRole.Item, FeatureRole.Label);
        var validation = options.Validation;
        if (validation is null && options.Trainer.ValidationFraction > 0)
        {
            (training, validation) = ValidationRows.HoldBack(training, options.Trainer);
        }

        var rows = FeatureRoles.Resolve(training.Rows);
        // The columns by their names, in the training rows' roles.
        return (new TrainingSet(rows), validation is null ? null : WithLabel(new Dataset(rows.Schema, rows.Schema.Select(f => validation[f.Name]))));
    }
}
