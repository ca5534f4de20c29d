using System.Text;
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
    private const string RankingKind = "ranking", InteractionsName = "interactions.safetensors";
    private static readonly string[] Names = [BundleParts.Pipeline, BundleParts.Weights, BundleParts.Users, BundleParts.Items, InteractionsName, BundleParts.Golden, BundleParts.Scores];

    public void Save(string path, Type userType, Type itemType)
    {
        var manifest = new BundleManifest(
            BundleManifest.CurrentFormatVersion, BundleParts.LibraryVersion, RankingKind, BundleParts.NameOf(userType), BundleParts.NameOf(itemType),
            RankingModelOptionsTypes.Types.Write(ModelOptions), Label: null, new Dictionary<string, BundlePart>());
        BundleArchive.Write(path, manifest, new Dictionary<string, byte[]>
        {
            [BundleParts.Pipeline] = Encoding.UTF8.GetBytes(Pipeline.ToJson()),
            [BundleParts.Weights] = BundleParts.Bytes(stream => SafeTensors.Write(stream, Scorer.Export())),
            [BundleParts.Users] = BundleParts.Bytes(stream => DatasetArchive.Write(stream, Users.Rows)),
            [BundleParts.Items] = BundleParts.Bytes(stream => DatasetArchive.Write(stream, Items.Rows)),
            [InteractionsName] = BundleParts.Bytes(stream => SafeTensors.Write(stream, [NamedArray.From<int>("offsets", Interactions.Offsets), NamedArray.From<int>("items", Interactions.Items)])),
            [BundleParts.Golden] = BundleParts.Bytes(stream => DatasetArchive.Write(stream, Golden)),
            [BundleParts.Scores] = BundleParts.Bytes(stream => SafeTensors.Write(stream, [NamedArray.From<float>("scores", ScoreGolden())])),
        });
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
                var options = RankingModelOptionsTypes.Types.Read(manifest.Model);
                var users = BundleParts.ReadTable(path, parts, BundleParts.Users, pipeline.Schema, FeatureRole.User, FeatureRole.UserFeature).RequireIdsOf<TUser>();
                var items = BundleParts.ReadTable(path, parts, BundleParts.Items, pipeline.Schema, FeatureRole.Item, FeatureRole.ItemFeature).RequireIdsOf<TItem>();
                var stored = SafeTensors.Read(BundleParts.Part(path, parts, InteractionsName));
                var interactions = new Interactions(stored["offsets"].ToArray<int>(), stored["items"].ToArray<int>(), items.Count);
                if (interactions.UserCount != users.Count) throw new InvalidBundleException($"Interactions of {interactions.UserCount} users, where {users.Count} are known.");
                var golden = BundleParts.ReadGolden(path, parts, pipeline.Schema);
                var inputs = RankingColumns.InputsOf(pipeline, users, items, CatalogueRoom.Require);
                var weights = SafeTensors.Read(BundleParts.Part(path, parts, BundleParts.Weights)).Arrays;
                using (WeightBudget.Of(weights)) scorer = options.Restore(inputs, weights);
                var bundle = new RankingBundle(pipeline, options, inputs, scorer, users, items, interactions, golden);
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
        var interactions = new Interactions(Interactions.Offsets, Interactions.Items, items.Count, Interactions.Rows);
        return this with { Inputs = inputs, Items = items, Interactions = interactions, Scorer = Scorer.WithCatalogue(inputs) };
    }

    /// <summary>Requests of the given users as they stand, known or not.</summary>
    /// <param name="raw">Raw rows of user and context, one for each.</param>
    /// <param name="users">Their rows in the table of users, −1 for unknown.</param>
    /// <param name="recent">Items met since training, oldest first, for each; or none.</param>
    public RankingRequests Requests(Dataset raw, int[] users, ItemLists? recent = null)
    {
        var offsets = new int[users.Length + 1];
        var items = new List<int>();
        for (int i = 0; i < users.Length; i++)
        {
            items.AddRange(Interactions.Of(users[i]));
            if (recent is not null) items.AddRange(recent.Of(i));
            offsets[i + 1] = items.Count;
        }

        return new RankingRequests(users, offsets, [.. items], RankingColumns.RequestsOf(Pipeline.Transform(raw), Inputs));
    }

    /// <summary>Ranks for the users of some rows, and looks where the items of the rows stand.</summary>
    /// <param name="test">Raw rows.</param>
    /// <param name="negatives">The items that a user's are ranked among; <see langword="null"/>: the whole catalogue.</param>
    /// <param name="options">Cut-offs and rules.</param>
    /// <param name="history">Rows that users are known by beside those of the training; or none.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    public RankingReport Evaluate(Dataset test, Func<string, int[]>? negatives, RankingEvaluationOptions options, Dataset? history, CancellationToken cancellationToken)
    {
        return RankingEvaluator.Evaluate(Scorer, TaskOf(test, negatives, history), options, cancellationToken);
    }

    // The requests of the rows' users and what they want: nothing of the model.
    private RankingTask TaskOf(Dataset test, Func<string, int[]>? negatives, Dataset? history)
    {
        var wanted = UserItems.Of(test, Pipeline.Schema, Items, users: null);
        var recent = history is null ? null : UserItems.Of(history, Pipeline.Schema, Items, wanted.Users).WithinCatalogue();
        var requests = Requests(new RequestRows(Pipeline.Schema, Users, Items).Compose(wanted.Users), [.. wanted.Users.Select(Users.RowOf)], recent);
        return new RankingTask(requests, wanted.Lists)
        {
            Negatives = negatives is null ? null : ItemLists.Of([.. wanted.Users.Select(negatives)]),
            ItemCounts = Interactions.ItemCounts,
        };
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
