using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>Makes of a recommender's bundle another that knows later rows too. The first stays as it is.</summary>
internal static class RankingUpdater
{
    // Interactions of before whose requests tell where a new item is to stand, at least.
    private const int Background = 2048;

    /// <param name="known">What is known; stays usable whatever happens.</param>
    /// <param name="rows">Raw rows that came later.</param>
    /// <param name="options">How they are learned from.</param>
    /// <param name="cancellationToken">Ends the training within a step.</param>
    public static (RankingBundle Bundle, TrainingReport? Training, UpdateReport Report) Update<TUser, TItem>(RankingBundle known, Dataset rows, UpdateOptions options, CancellationToken cancellationToken)
    {
        int given = rows.Count;
        var update = LaterRows.Of(known, rows);
        var (users, items) = (update.Users.RequireIdsOf<TUser>(), update.Items.RequireIdsOf<TItem>());
        if (update.Raw.Count == 0) return (Again(known), null, NothingNew(given, known));
        var grown = GrownPipeline.Of(known.Pipeline, update.Raw, larger => known.ModelOptions.CanGrow(known.Scorer, Resized(known.Inputs, larger)));
        var inputs = RankingColumns.InputsOf(grown.Pipeline, users, items);
        int seed = (int)StableHash.Combine((uint)options.Seed, (ulong)known.Interactions.Count);
        var merged = Merged(known, update, RankingColumns.EventsOf(grown.Pipeline.Transform(update.Raw), inputs));
        int old = known.Interactions.Count;
        bool[]? targets = known.Actions.AreTargets(merged.Events);
        bool[] fresh = [.. merged.Rows.Select((row, k) => row >= old && targets?[k] != false)], learned = [.. fresh];
        int[] pool = Drawn(merged, old, targets, (ulong)seed), repeated = [.. pool.Take((int)Math.Round(fresh.Count(isFresh => isFresh) * options.ReplayShare / (1 - options.ReplayShare))).Order()];
        foreach (int k in repeated) learned[k] = true;
        bool[]? background = items.Count == known.Items.Count || options.Epochs == 0 ? null : [.. fresh]; // for new items alone
        int[] drawn = background is null ? repeated : [.. pool.Take(Math.Max(repeated.Length, Background)).Order()];
        if (background is not null) foreach (int k in drawn) background[k] = true;
        int[] places = known.ModelOptions.LearnsFromAllRows ? [.. Enumerable.Range(0, merged.Count).Where(k => merged.Rows[k] < old)] : drawn; // of before, whose requests' columns are needed
        var requests = grown.Pipeline.Transform(places.Length == 0 ? update.Raw : update.Raw.Concat(Requests(grown.Pipeline.Schema, merged, places, users, items)));
        var rowOf = new int[merged.Count];
        for (int k = 0; k < rowOf.Length; k++) rowOf[k] = Math.Max(0, merged.Rows[k] - old);
        for (int i = 0; i < places.Length; i++) rowOf[places[i]] = update.Raw.Count + i;

        TrainingReport? training = null;
        var memory = new OptimizerMemory(known.Memory);
        var lessons = new RankingLessons(new RankingData(inputs, merged.Teaching(rowOf, learned), requests), merged.Teaching(rowOf, fresh), known.Items.Count)
        {
            Background = background is null ? null : merged.Teaching(rowOf, background),
            Repetition = drawn.Length == 0 ? 0 : (double)pool.Length / drawn.Length,
        };
        var trainer = new Trainer(options.TrainerOf(seed), options.Logger);
        var fit = new RankingFit(seed, options.BatchSize, options.Epochs == 0 ? null : task => training = trainer.Train(task, progress: null, cancellationToken, memory), CancellationToken: cancellationToken) { IsUpdate = true };
        var scorer = known.ModelOptions.Update(known.Scorer, lessons, fit);
        var bundle = known with
        {
            Pipeline = grown.Pipeline,
            Inputs = inputs,
            Scorer = scorer,
            Users = users,
            Items = items,
            Interactions = merged.Teaching([], isTarget: null),
            Privacy = null, // an update hides nothing
            Memory = !options.KeepOptimizerState ? [] : memory.Kept.Count > 0 ? memory.Kept : known.Memory,
        };
        return (bundle, training, new UpdateReport
        {
            Rows = given,
            Interactions = update.Raw.Count,
            Replayed = repeated.Length,
            NewUsers = users.Count - known.Users.Count,
            NewItems = items.Count - known.Items.Count,
            UnknownShares = grown.UnknownShares,
            ClosedColumns = grown.Closed,
            ItemDrift = PopulationStability.Index(known.Interactions.ItemCounts, CountsOf(update.ItemRows, known.Items.Count)),
            KnownUntil = UpdateReport.Newest(known.Interactions.Events?.Ticks ?? []),
            RowsUntil = UpdateReport.Newest(update.Ticks),
            LossBefore = lessons.Losses?.Before,
            LossAfter = lessons.Losses?.After,
            MomentsCarriedOver = memory.WasRecalled,
        });
    }

    // The same recommender with a model of its own.
    private static RankingBundle Again(RankingBundle known) => known with { Scorer = known.ModelOptions.Restore(known.Inputs, known.Scorer.Export()) };

    private static UpdateReport NothingNew(int given, RankingBundle known) => new()
    {
        Rows = given,
        Interactions = 0,
        Replayed = 0,
        NewUsers = 0,
        NewItems = 0,
        UnknownShares = new Dictionary<string, double>(),
        ClosedColumns = [],
        ItemDrift = 0,
        KnownUntil = UpdateReport.Newest(known.Interactions.Events?.Ticks ?? []),
        RowsUntil = null,
        LossBefore = null,
        LossAfter = null,
        MomentsCarriedOver = false,
    };

    private static RankingInputs Resized(RankingInputs inputs, IReadOnlyList<FeatureInput> larger)
    {
        return inputs with { Request = Of(inputs.Request), Item = Of(inputs.Item) };

        FeatureInput[] Of(IReadOnlyList<FeatureInput> some) => [.. some.Select(input => larger.First(one => one.Name == input.Name))];
    }

    // Each user's interactions in the order of time; their rows are places among those of before, then among the new ones.
    private static Interactions Merged(RankingBundle known, LaterRows update, Dataset? eventColumns)
    {
        var before = known.Interactions;
        int[] users = new int[before.Count];
        for (int user = 0; user < before.UserCount; user++) users.AsSpan(before.Offsets[user]..before.Offsets[user + 1]).Fill(user);
        long[] ticks = before.Events is { } events ? [.. events.Ticks, .. TicksOf(update)] : [];
        var merged = Interactions.Of([.. users, .. update.UserRows], [.. before.Items, .. update.ItemRows], ticks, update.Users.Count, update.Items.Count);
        if (before.Events is not { } old) return merged;
        var both = old.Concat(new EventLog(TicksOf(update), eventColumns, known.Actions.In(update.Raw)));
        return new Interactions(merged.Offsets, merged.Items, merged.ItemCount, merged.Rows, both.Select(merged.Rows));
    }

    private static long[] TicksOf(LaterRows update) => update.Ticks.Length > 0 ? update.Ticks : [.. Enumerable.Repeat(DateTimeColumn.Missing, update.Raw.Count)];

    // The targets of before, in an order that is drawn.
    private static int[] Drawn(Interactions merged, int old, bool[]? targets, ulong seed)
    {
        int[] pool = [.. Enumerable.Range(0, merged.Count).Where(k => merged.Rows[k] < old && targets?[k] != false)];
        return [.. Permutation.Of(pool.Length, StableHash.Combine(seed, 21)).Select(place => pool[place])];
    }

    // What is known of users, and when it was; nothing else of the moment.
    private static Dataset Requests(FeatureSchema schema, Interactions merged, int[] places, EntityTable users, EntityTable items)
    {
        var userOf = new int[merged.Count];
        for (int user = 0; user < merged.UserCount; user++) userOf.AsSpan(merged.Offsets[user]..merged.Offsets[user + 1]).Fill(user);
        var raw = new RequestRows(schema, users, items).Compose([.. places.Select(k => users.IdAt(userOf[k]))]);
        return schema.Timestamp is { } time && merged.Events is { } events ? raw.With(time.Name, new DateTimeColumn([.. places.Select(k => events.Ticks[k])])) : raw;
    }

    private static int[] CountsOf(int[] rows, int count)
    {
        var counts = new int[count];
        foreach (int row in rows) if (row < count) counts[row]++;
        return counts;
    }
}
