using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>Makes of a bundle of ratings another that has learned from later rows too. The first stays as it is.</summary>
internal static class RatingUpdater
{
    /// <param name="known">What is known; stays usable whatever happens.</param>
    /// <param name="rows">Raw rows that came later, each with its label.</param>
    /// <param name="options">How they are learned from.</param>
    /// <param name="cancellationToken">Ends the training within a step.</param>
    public static (RatingBundle Bundle, TrainingReport? Training, UpdateReport Report) Update<TUser, TItem>(RatingBundle known, Dataset rows, UpdateOptions options, CancellationToken cancellationToken)
    {
        var model = known.Model.Module.Model;
        foreach (var part in PartsOf(model)) if (part.ReadsRatings is not null || part.GroupsRowsBy is not null) throw Reads(part);
        if (options.MinimumLabel is not null) throw new ArgumentException("MinimumLabel is for rankings: a recommender of ratings learns from low ratings too. Leave it out.", nameof(options));

        var update = LaterRows.Of(known, rows);
        var (users, items) = (update.Users.RequireIdsOf<TUser>(), update.Items.RequireIdsOf<TItem>());
        var weights = known.Model.Weights();
        var grown = GrownPipeline.Of(known.Pipeline, update.Raw, larger => CanGrow(known, weights, larger));
        int seed = (int)StableHash.Combine((uint)options.Seed, (ulong)known.Rated.Items.Length);
        int replayed = Math.Min(known.Rated.Items.Length, (int)Math.Round(update.Raw.Count * options.ReplayShare / (1 - options.ReplayShare)));
        var encoded = grown.Pipeline.Transform(replayed == 0 ? update.Raw : update.Raw.Concat(Repeated(known, replayed, (ulong)seed)));
        var inputs = new ModelInputs(grown.Pipeline.KnownBefore, known.Label);
        var memory = new OptimizerMemory(known.Memory);
        var larger = known.ModelOptions.CreateDetached(inputs, seed);
        try
        {
            GrownWeights.Restore(larger, weights);
            GrownWeights.BeginAsUnknown(larger, weights);
            var (training, losses) = options.Epochs == 0 ? default : Learn(larger, new TrainingData(encoded, inputs.Features), update.Raw.Count, options, seed, memory, cancellationToken);
            larger.eval();
            var bundle = new RatingBundle(
                grown.Pipeline, known.ModelOptions, known.Label, new ServedModel(known.ModelOptions, inputs, larger), users, items, known.Rated.With(update.UserRows, update.ItemRows, users.Count, items.Count), known.Golden)
            {
                Memory = !options.KeepOptimizerState ? [] : memory.Kept.Count > 0 ? memory.Kept : known.Memory, // and no Privacy, as an update hides nothing
            };
            return (bundle, training, new UpdateReport
            {
                Rows = rows.Count,
                Interactions = update.Raw.Count,
                Replayed = replayed,
                NewUsers = users.Count - known.Users.Count,
                NewItems = items.Count - known.Items.Count,
                UnknownShares = grown.UnknownShares,
                ClosedColumns = grown.Closed,
                ItemDrift = PopulationStability.Index(known.Rated.ItemRows, bundle.Rated.ItemRows.Zip(known.Rated.ItemRows, (now, before) => now - before).ToArray()),
                KnownUntil = null,
                RowsUntil = UpdateReport.Newest(update.Ticks),
                LossBefore = losses?.Before,
                LossAfter = losses?.After,
                MomentsCarriedOver = memory.WasRecalled,
            });
        }
        catch
        {
            larger.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<RecommenderModel> PartsOf(RecommenderModel model) => model is RatingEnsemble ensemble ? ensemble.Members : [model];

    // Members of an ensemble learn one after the other, each with a seed of its own; what their optimisers remember is not kept.
    private static (TrainingReport Training, (double Before, double After)? Losses) Learn(
        RatingPredictor model, TrainingData data, int fresh, UpdateOptions options, int seed, OptimizerMemory memory, CancellationToken cancellationToken)
    {
        var later = data with { Training = data.Training.Select([.. Enumerable.Range(0, fresh)]) };
        double before = LossOf(), after;
        TrainingReport? whole = null;
        var parts = PartsOf(model);
        for (int part = 0; part < parts.Count; part++)
        {
            var trainer = options.TrainerOf(unchecked(seed + part));
            var report = new Trainer(trainer, options.Logger).Train(new UpdateTask(new RowTask(parts[part], data, trainer)), progress: null, cancellationToken, parts.Count == 1 ? memory : null);
            whole = whole is null ? report : whole.Then(report);
        }

        after = LossOf();
        return (whole!, (before, after));

        double LossOf() => PartsOf(model).Average(part => UpdateTask.LossOf(new RowTask(part, later, options.TrainerOf(seed))));
    }

    private static bool CanGrow(RatingBundle known, IReadOnlyList<NamedArray> weights, IReadOnlyList<FeatureInput> larger)
    {
        var names = known.Pipeline.KnownBefore.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        using var model = known.ModelOptions.CreateDetached(new ModelInputs([.. larger.Where(input => names.Contains(input.Name))], known.Label), seed: 0);
        return GrownWeights.Fit(model, weights);
    }

    // Pairs of before, drawn at random, with what the model says of them now: how high they were rated is not kept.
    private static Dataset Repeated(RatingBundle known, int count, ulong seed)
    {
        int[] drawn = Permutation.Of(known.Rated.Items.Length, StableHash.Combine(seed, 21))[..count];
        var userOf = new int[known.Rated.Items.Length];
        for (int row = 0; row < known.Users.Count; row++) userOf.AsSpan(known.Rated.Offsets[row]..known.Rated.Offsets[row + 1]).Fill(row);
        int[] users = Array.ConvertAll(drawn, pair => userOf[pair]), items = Array.ConvertAll(drawn, pair => known.Rated.Items[pair]);
        var schema = known.Pipeline.Schema;
        Feature user = schema.User!, item = schema.Item!;
        var ids = new Dataset(new FeatureSchema([user, item]), [known.Users.Rows[user.Name].Select(users), known.Items.Rows[item.Name].Select(items)]);
        var raw = LaterRows.RawOf(schema, new RequestRows(schema, known.Users, known.Items).Complete(ids), known.Users, known.Items, users, items);
        var scores = new float[count];
        known.Score(known.Pipeline.Transform(raw), scores);
        foreach (ref float score in scores.AsSpan()) if (!float.IsFinite(score)) score = known.Label.Mean;
        return raw.With(schema.Label!, new NumberColumn(scores));
    }

    private static InvalidOperationException Reads(RecommenderModel model) => new(
        $"{model.GetName()} makes what it says of all ratings that it was trained with, and has no update. Train it again with the later rows; new ratings of a user can be given with a request.");
}
