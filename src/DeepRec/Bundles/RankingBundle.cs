using System.Text;
using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>
/// Everything a recommender of rankings is, saved and loaded as one: pipeline, model, tables, who met what, and golden raw rows with their scores.
/// A loaded one has scored its golden rows again and agrees.
/// </summary>
internal sealed record RankingBundle(
    FittedPipeline Pipeline, RankingModelOptions ModelOptions, RankingInputs Inputs, ItemScorer Scorer,
    EntityTable Users, EntityTable Items, Interactions Interactions, Dataset Golden) : IDisposable
{
    private const string RankingKind = "ranking", InteractionsName = "interactions.safetensors", EventsName = "events.safetensors", TargetsKey = "target_actions";
    private static readonly string[] Names = [BundleParts.Pipeline, BundleParts.Weights, BundleParts.Users, BundleParts.Items, InteractionsName, EventsName, BundleParts.Memory, BundleParts.Golden, BundleParts.Scores];

    /// <summary>What the column of actions is, and which of them are to be foreseen.</summary>
    public RankingActions Actions { get; init; } = RankingActions.None;

    /// <summary>What the optimiser remembers of the training; empty where it is not kept.</summary>
    public IReadOnlyList<NamedArray> Memory { get; init; } = [];

    /// <summary>What the training told of a user; <see langword="null"/> where nothing was hidden.</summary>
    public PrivacySpent? Privacy { get; init; }

    public void Save(string path, Type userType, Type itemType)
    {
        var manifest = new BundleManifest(
            BundleManifest.CurrentFormatVersion, BundleParts.LibraryVersion, RankingKind, BundleParts.NameOf(userType), BundleParts.NameOf(itemType),
            RankingModelOptionsTypes.Types.Write(ModelOptions), Label: null, new Dictionary<string, BundlePart>())
        { Privacy = Privacy };
        NamedArray[] interactions = [NamedArray.From<int>("offsets", Interactions.Offsets), NamedArray.From<int>("items", Interactions.Items), .. Interactions.Events is { } events ? EventArchive.Columns(events) : []];
        var parts = new Dictionary<string, byte[]>
        {
            [BundleParts.Pipeline] = Encoding.UTF8.GetBytes(Pipeline.ToJson()),
            [BundleParts.Weights] = BundleParts.Bytes(stream => SafeTensors.Write(stream, Scorer.Export())),
            [BundleParts.Users] = BundleParts.Bytes(stream => DatasetArchive.Write(stream, Users.Rows)),
            [BundleParts.Items] = BundleParts.Bytes(stream => DatasetArchive.Write(stream, Items.Rows)),
            [InteractionsName] = BundleParts.Bytes(stream => SafeTensors.Write(stream, interactions, Actions.Targets.Count == 0 ? null : new Dictionary<string, string> { [TargetsKey] = JsonSerializer.Serialize(Actions.Targets, Json.Options) })),
            [BundleParts.Golden] = BundleParts.Bytes(stream => DatasetArchive.Write(stream, Golden)),
            [BundleParts.Scores] = BundleParts.Bytes(stream => SafeTensors.Write(stream, [NamedArray.From<float>("scores", ScoreGolden())])),
        };
        if (Interactions.Events is { } known) parts[EventsName] = BundleParts.Bytes(stream => DatasetArchive.Write(stream, EventArchive.Table(known, Actions)));
        if (Memory.Count > 0) parts[BundleParts.Memory] = BundleParts.Bytes(stream => SafeTensors.Write(stream, Memory));
        BundleArchive.Write(path, manifest, parts);
    }

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidBundleException">The file is damaged, of other types, or does not score its golden rows as it should.</exception>
    public static RankingBundle Load<TUser, TItem>(string path)
    {
        using var file = InputFile.Open(path, bufferSize: 4096);
        return Load<TUser, TItem>(path, file);
    }

    /// <param name="path">What the file is called in messages.</param>
    /// <param name="file">Its bytes; can seek.</param>
    /// <exception cref="InvalidBundleException">The file is damaged, of other types, or does not score its golden rows as it should.</exception>
    public static RankingBundle Load<TUser, TItem>(string path, Stream file)
    {
        var (manifest, parts) = BundleArchive.Read(path, file);
        BundleParts.CheckManifest(path, manifest, parts, RankingKind, "LoadRanking", typeof(TUser), typeof(TItem), Names);
        ItemScorer? scorer = null;
        return BundleParts.Guard(
            path,
            () =>
            {
                var pipeline = FittedPipeline.FromJson(Encoding.UTF8.GetString(BundleParts.Part(path, parts, BundleParts.Pipeline)));
                var options = (manifest.Settings is { } settings ? RankingModelOptionsTypes.FromJson(settings) : null) ?? RankingModelOptionsTypes.Types.Read(manifest.Model);
                var users = BundleParts.ReadTable(path, parts, BundleParts.Users, pipeline.Schema, FeatureRole.User, FeatureRole.UserFeature).RequireIdsOf<TUser>();
                var items = BundleParts.ReadTable(path, parts, BundleParts.Items, pipeline.Schema, FeatureRole.Item, FeatureRole.ItemFeature).RequireIdsOf<TItem>();
                var stored = SafeTensors.Read(BundleParts.Part(path, parts, InteractionsName));
                var table = parts.TryGetValue(EventsName, out byte[]? eventPart) ? DatasetArchive.Read(eventPart) : null; // absent from the first bundles
                var events = table is null ? null : EventArchive.Read(table, stored, pipeline.Schema, [.. pipeline.Inputs.Where(input => input.Role == FeatureRole.Event)]);
                var actions = new RankingActions(table?.Schema.ElementAtOrDefault(1)?.Name, stored.Metadata.TryGetValue(TargetsKey, out string? targets) ? JsonSerializer.Deserialize<string[]>(targets, Json.Options)! : []);
                var interactions = new Interactions(stored["offsets"].ToArray<int>(), stored["items"].ToArray<int>(), items.Count, events: events);
                if (interactions.UserCount != users.Count) throw new InvalidBundleException($"Interactions of {interactions.UserCount} users, where {users.Count} are known.");
                var golden = BundleParts.ReadGolden(path, parts, pipeline.Schema);
                var inputs = RankingColumns.InputsOf(pipeline, users, items, CatalogueRoom.Require);
                var weights = SafeTensors.Read(BundleParts.Part(path, parts, BundleParts.Weights)).Arrays;
                using (WeightBudget.Of(weights)) scorer = options.Restore(inputs, weights);
                var bundle = new RankingBundle(pipeline, options, inputs, scorer, users, items, interactions, golden)
                {
                    Actions = actions,
                    Privacy = manifest.Privacy,
                    Memory = BundleParts.ReadMemory(parts),
                };
                BundleParts.CheckGolden(path, bundle.ScoreGolden(), SafeTensors.Read(BundleParts.Part(path, parts, BundleParts.Scores))["scores"].ToArray<float>());
                bundle.CheckRequests(path);
                return bundle;
            },
            () => scorer?.Dispose());
    }

    public void Dispose() => Scorer.Dispose();

    /// <summary>The same over another catalogue, that of <see cref="Items"/> and more items behind them. Each of the two is disposed of by itself.</summary>
    /// <exception cref="InvalidOperationException">The model cannot say anything of new items.</exception>
    public RankingBundle WithItems(EntityTable items)
    {
        var inputs = RankingColumns.InputsOf(Pipeline, Users, items);
        return this with { Inputs = inputs, Items = items, Interactions = Interactions.Over(items.Count), Scorer = Scorer.WithCatalogue(inputs) };
    }

    /// <summary>Requests of the given users as they stand, known or not.</summary>
    /// <param name="raw">Raw rows of user and context, one for each.</param>
    /// <param name="users">Their rows in the table of users, −1 for unknown.</param>
    /// <param name="recent">What they did since training, for each; or nothing.</param>
    public RankingRequests Requests(Dataset raw, int[] users, RecentItems? recent = null) => RequestsOf(FeaturesOf(raw), users, recent);

    /// <summary>What the model reads of raw rows of user and context; <see langword="null"/> where it reads nothing of them.</summary>
    public Dataset? FeaturesOf(Dataset raw) => RankingColumns.RequestsOf(Pipeline.Transform(raw), Inputs);

    /// <summary>The same of rows that are encoded already.</summary>
    /// <param name="features">What <see cref="FeaturesOf"/> made of them.</param>
    /// <param name="users">Their rows in the table of users, −1 for unknown.</param>
    /// <param name="recent">What they did since training, for each; or nothing.</param>
    public RankingRequests RequestsOf(Dataset? features, int[] users, RecentItems? recent)
    {
        var offsets = new int[users.Length + 1];
        int most = recent?.Items.Items.Length ?? 0;
        foreach (int user in users) most += Interactions.Of(user).Length;
        int[] items = new int[most], places = new int[most]; // places among the training's events, then among recent ones
        int count = 0;
        for (int i = 0; i < users.Length; i++)
        {
            var met = Interactions.Of(users[i]);
            met.CopyTo(items.AsSpan(count));
            for (int k = 0; k < met.Length; k++) places[count++] = Interactions.Offsets[users[i]] + k;
            if (recent is not null)
            {
                var (start, length) = recent.Items.RangeOf(i).GetOffsetAndLength(recent.Items.Items.Length);
                for (int place = start; place < start + length; place++)
                {
                    if (recent.Events is { } done && Interactions.Holds(users[i], recent.Items.Items[place], done.Ticks[place])) continue; // learned since
                    (items[count], places[count]) = (recent.Items.Items[place], Interactions.Count + place);
                    count++;
                }
            }

            offsets[i + 1] = count;
        }

        var events = EventsAt(places.AsSpan(0, count), recent?.Events);
        return new RankingRequests(users, offsets, count == most ? items : items[..count], features, events, Actions.AreMet(events));
    }

    /// <summary>What else is known of events in raw rows, as of those of the training; <see langword="null"/> where nothing was of them.</summary>
    /// <param name="raw">Rows in the pipeline's columns, one an event.</param>
    public EventLog? EventsOf(Dataset raw)
    {
        if (Interactions.Events is null) return null;
        long[] ticks = Pipeline.Schema.Timestamp is { } time ? raw.Column<DateTimeColumn>(time.Name).Ticks.ToArray() : [.. Enumerable.Repeat(DateTimeColumn.Missing, raw.Count)];
        return new EventLog(ticks, Inputs.Events.Count == 0 ? null : RankingColumns.EventsOf(Pipeline.Transform(raw), Inputs), Actions.In(raw));
    }

    // Only what is asked for is copied.
    private EventLog? EventsAt(ReadOnlySpan<int> places, EventLog? recent)
    {
        if (Interactions.Events is not { } known) return null;
        if (recent is null) return known.Select(places);
        int[] all = places.ToArray();
        int old = all.Count(place => place < known.Count), next = 0;
        int[] order = Array.ConvertAll(all, place => place < known.Count ? next++ : old + place - known.Count);
        return known.Select([.. all.Where(place => place < known.Count)]).Concat(recent).Select(order);
    }

    /// <summary>Ranks for the users of some rows, and looks where the items of the rows stand.</summary>
    /// <param name="test">Raw rows.</param>
    /// <param name="negatives">The items that a user's are ranked among; <see langword="null"/>: the whole catalogue.</param>
    /// <param name="options">Cut-offs and rules.</param>
    /// <param name="history">Rows that users are known by beside those of the training; or none.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <exception cref="ArgumentException">Negatives and contexts are both given.</exception>
    public RankingReport Evaluate(Dataset test, Func<string, int[]>? negatives, RankingEvaluationOptions options, Dataset? history, CancellationToken cancellationToken)
    {
        if (options.GivenContext && negatives is not null) throw new ArgumentException("GivenContext ranks the whole catalogue; negatives are given for users, not for contexts. Use Evaluate.", nameof(options));
        if (options.Adjustment is not null && negatives is not null) throw new ArgumentException("An adjustment makes lists of the whole catalogue, not of negatives. Use Evaluate.", nameof(options));
        var task = options.GivenContext ? ContextTaskOf(test, options, history) : TaskOf(test, negatives, history);
        if (options.Adjustment is { } adjustment)
        {
            var groups = FairnessGroups.OfItems(Items, adjustment.Feature)!;
            int longest = options.CutOffs.Max();
            task = task with
            {
                Adjust = (request, scores) => AdjustedScores.Apply(adjustment, groups, task.Requests.HistoryOf(request), scores, longest),
                Asked = $"{task.Asked}, lists adjusted ({adjustment.GetType().Name})",
            };
        }

        return RankingEvaluator.Evaluate(Scorer, task, options, cancellationToken);
    }

    // The requests of the rows' users and what they want: nothing of the model.
    internal RankingTask TaskOf(Dataset test, Func<string, int[]>? negatives, Dataset? history)
    {
        var rows = new RequestRows(Pipeline.Schema, Users, Items);
        var wanted = UserItems.Of(Actions.Wanted(test), Pipeline.Schema, Items, users: null);
        var recent = history is null ? null : UserItems.Of(history, Pipeline.Schema, Items, wanted.Users).WithinCatalogue();
        var requests = Requests(
            rows.Compose(wanted.Users), [.. wanted.Users.Select(Users.RowOf)],
            recent is null ? null : new RecentItems(recent.Lists, EventsOf(rows.Complete(history!.Select(recent.Rows.Items)))));
        return new RankingTask(requests, wanted.Lists)
        {
            Negatives = negatives is null ? null : ItemLists.Of([.. wanted.Users.Select(negatives)]),
            ItemCounts = Interactions.ItemCounts,
        };
    }

    // The same, each context of a user a request of its own.
    private RankingTask ContextTaskOf(Dataset test, RankingEvaluationOptions options, Dataset? history)
    {
        test = Actions.Wanted(test);
        var asked = ContextRequests.Of(test, Pipeline.Schema, Items);
        var rows = new RequestRows(Pipeline.Schema, Users, Items);
        var raw = rows.Compose(asked.Users);
        foreach (var feature in ContextRequests.ColumnsOf(test, Pipeline.Schema)) raw = raw.With(feature.Name, test[feature.Name].Select(asked.Rows));
        var recent = history is null ? null : UserItems.Of(history, Pipeline.Schema, Items, [.. asked.Users.Distinct(StringComparer.Ordinal)]).WithinCatalogue();
        var requests = Requests(
            raw, [.. asked.Users.Select(Users.RowOf)],
            recent is null ? null : new RecentItems(OfOwners(recent.Lists), EventsOf(rows.Complete(history!.Select(OfOwners(recent.Rows).Items)))));
        return new RankingTask(requests, asked.Wanted)
        {
            Seen = options.MetInContext is { } met ? asked.MetIn(test, met, Pipeline.Schema, Items) : null,
            Owners = asked.Owners,
            Asked = options.MaskSeen && options.MetInContext is not null ? " in the same context, a request for each context" : ", a request for each context",
            ItemCounts = Interactions.ItemCounts,
        };

        // What a user met, for each request of the user's.
        ItemLists OfOwners(ItemLists lists) => ItemLists.Of([.. asked.Owners.Select(owner => (IReadOnlyList<int>)lists.Of(owner).ToArray())]);
    }

    /// <summary>What a training is watched by: 1 − NDCG@10 of some rows.</summary>
    public static Func<ItemScorer, double> Watch(Dataset validation, Func<ItemScorer, RankingBundle> bundle, CancellationToken cancellationToken)
    {
        var options = new RankingEvaluationOptions { CutOffs = [10] };
        RankingTask? task = null; // the same in every epoch
        return scorer => 1 - RankingEvaluator.Evaluate(scorer, task ??= bundle(scorer).TaskOf(validation, negatives: null, history: null), options, cancellationToken).Value("NDCG@10");
    }

    // A golden row's score is that of its own item for its own user.
    private float[] ScoreGolden()
    {
        int[] users = RatedItems.RowsOf(Golden, Users, Pipeline.Schema.User!), items = RatedItems.RowsOf(Golden, Items, Pipeline.Schema.Item!);
        var requests = Requests(Golden, users);
        var scores = new float[Golden.Count];
        var all = new float[Scorer.ItemCount];
        for (int row = 0; row < scores.Length; row++)
        {
            Score(requests.Slice(row, 1), all);
            scores[row] = items[row] < 0 ? throw new InvalidBundleException($"Golden row {row + 1} is of an item that is not in the catalogue.") : all[items[row]];
        }

        return scores;
    }

    private void Score(RankingRequests request, Span<float> scores)
    {
        if (Scorer.LayerOf(request, 0) is var numbers and > WeightBudget.GreatestLayer)
        {
            throw new InvalidBundleException($"Scoring a request with a history of {request.HistoryOf(0).Length} would make {numbers} numbers at once, which is more than a bundle may ask for.");
        }

        Scorer.Score(request, scores);
    }

    // Of nobody all is missing.
    private void CheckRequests(string path)
    {
        var rows = new RequestRows(Pipeline.Schema, Users, Items);
        var scores = new float[Scorer.ItemCount];
        try
        {
            _ = new BatchSource(Inputs.Catalogue, Inputs.Item);
            var nobody = Requests(rows.Compose([null]), [-1]);
            if (nobody.Features is { } features) _ = new BatchSource(features, Inputs.Request); // ids are as many as a baseline has rows for
            Score(nobody, scores);
            if (Users.Count > 0) Score(Requests(rows.Compose([Users.IdAt(0)]), [0]), scores);
        }
        catch (Exception e)
        {
            throw new InvalidBundleException($"'{path}' cannot answer a request: {e.Message.TrimEnd('.')}. Its pipeline and model must bear rows with missing values.", e);
        }
    }
}
