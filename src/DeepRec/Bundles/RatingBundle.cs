using System.Runtime.CompilerServices;
using System.Text;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>
/// Everything a rating recommender is, saved and loaded as one: pipeline, model, tables, rated items, and golden raw rows with their scores.
/// A loaded one has scored its golden rows again and agrees.
/// </summary>
internal sealed record RatingBundle(
    FittedPipeline Pipeline, RatingPredictorOptions ModelOptions, LabelStatistics Label, ServedModel Model,
    EntityTable Users, EntityTable Items, RatedItems Rated, Dataset Golden) : IDisposable
{
    private const string RatingKind = "rating", RatedName = "rated.safetensors";
    private RatedRequests? _histories;
    private PairScorer? _pairs;

    /// <summary>What the training told of a row or a user; <see langword="null"/> where nothing was hidden.</summary>
    public PrivacySpent? Privacy { get; init; }

    /// <summary>What the optimiser remembers; empty where that is not kept.</summary>
    public IReadOnlyList<NamedArray> Memory { get; init; } = [];

    private static readonly string[] Names = [BundleParts.Pipeline, BundleParts.Weights, BundleParts.Users, BundleParts.Items, RatedName, BundleParts.Memory, BundleParts.Golden, BundleParts.Scores];

    public void Save(string path, Type userType, Type itemType)
    {
        var manifest = new BundleManifest(
            BundleManifest.CurrentFormatVersion, BundleParts.LibraryVersion, RatingKind, BundleParts.NameOf(userType), BundleParts.NameOf(itemType),
            RatingPredictorOptionsTypes.Types.Write(ModelOptions), Label, new Dictionary<string, BundlePart>())
        { Privacy = Privacy };
        var parts = new Dictionary<string, byte[]>
        {
            [BundleParts.Pipeline] = Encoding.UTF8.GetBytes(Pipeline.ToJson()),
            [BundleParts.Weights] = BundleParts.Bytes(stream => SafeTensors.Write(stream, Model.Weights())),
            [BundleParts.Users] = BundleParts.Bytes(stream => DatasetArchive.Write(stream, Users.Rows)),
            [BundleParts.Items] = BundleParts.Bytes(stream => DatasetArchive.Write(stream, Items.Rows)),
            [RatedName] = BundleParts.Bytes(stream => SafeTensors.Write(stream, RatedArrays())),
            [BundleParts.Golden] = BundleParts.Bytes(stream => DatasetArchive.Write(stream, Golden)),
            [BundleParts.Scores] = BundleParts.Bytes(stream => SafeTensors.Write(stream, [NamedArray.From<float>("scores", ScoreGolden())])),
        };
        if (Memory.Count > 0) parts[BundleParts.Memory] = BundleParts.Bytes(stream => SafeTensors.Write(stream, Memory));
        BundleArchive.Write(path, manifest, parts);
    }

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <inheritdoc cref="Load{TUser, TItem}(string, Stream)"/>
    public static RatingBundle Load<TUser, TItem>(string path)
    {
        using var file = InputFile.Open(path, bufferSize: 4096);
        return Load<TUser, TItem>(path, file);
    }

    /// <param name="path">What the file is called in messages.</param>
    /// <param name="file">Its bytes; can seek.</param>
    /// <exception cref="InvalidBundleException">The file is damaged, of other types, or does not score its golden rows as it should.</exception>
    public static RatingBundle Load<TUser, TItem>(string path, Stream file)
    {
        var (manifest, parts) = BundleArchive.Read(path, file);
        BundleParts.CheckManifest(path, manifest, parts, RatingKind, "Load", typeof(TUser), typeof(TItem), Names);
        ServedModel? model = null;
        return BundleParts.Guard(
            path,
            () =>
            {
                var pipeline = FittedPipeline.FromJson(Encoding.UTF8.GetString(BundleParts.Part(path, parts, BundleParts.Pipeline)));
                var options = (manifest.Settings is { } settings ? RatingPredictorOptionsTypes.FromJson(settings) : null) ?? RatingPredictorOptionsTypes.Types.Read(manifest.Model);
                var users = BundleParts.ReadTable(path, parts, BundleParts.Users, pipeline.Schema, FeatureRole.User, FeatureRole.UserFeature).RequireIdsOf<TUser>();
                var items = BundleParts.ReadTable(path, parts, BundleParts.Items, pipeline.Schema, FeatureRole.Item, FeatureRole.ItemFeature).RequireIdsOf<TItem>();
                var rated = ReadRated(SafeTensors.Read(BundleParts.Part(path, parts, RatedName)), users, items);
                var golden = BundleParts.ReadGolden(path, parts, pipeline.Schema);
                var weights = SafeTensors.Read(BundleParts.Part(path, parts, BundleParts.Weights)).Arrays;
                var label = manifest.Label ?? throw BundleArchive.Damaged(path, "its manifest says nothing of the labels");
                label.RequireFinite();
                model = ServedModel.Load(options, new ModelInputs(pipeline.KnownBefore, label), weights);
                var bundle = new RatingBundle(pipeline, options, label, model, users, items, rated, golden)
                {
                    Privacy = manifest.Privacy,
                    Memory = BundleParts.ReadMemory(parts),
                };
                BundleParts.CheckGolden(path, bundle.ScoreGolden(), SafeTensors.Read(BundleParts.Part(path, parts, BundleParts.Scores))["scores"].ToArray<float>());
                if (model.ReadsRatings is { } times && (rated.Ratings.Length != rated.Items.Length || (times != RatingTimes.Ignored && rated.Ticks.Length != rated.Items.Length))) throw BundleArchive.Damaged(path, "its model reads ratings, and there are none beside the rated items");
                bundle.CheckRequests(path);
                return bundle;
            },
            () => model?.Dispose());
    }

    public void Dispose() => Model.Dispose();

    /// <summary>A score for each row.</summary>
    /// <param name="encoded">Rows as they leave the pipeline.</param>
    /// <param name="scores">Shape [rows]; filled.</param>
    /// <param name="given">The ratings of the one user of all rows; or none: those of training.</param>
    public void Score(Dataset encoded, Span<float> scores, GivenRatings? given = null)
    {
        if (Model.Packed is { } packed) packed.Score(encoded, scores);
        else ScoreByModule(encoded, scores, given);
    }

    /// <summary>Scores of one user and one item; <see langword="null"/> where each row must go through pipeline and model as a whole.</summary>
    public PairScorer? Pairs => _pairs ??= PairScorer.Of(Model.Packed, Pipeline, Users.Count, Items.Count);

    /// <summary>What requests of a model of rated histories need.</summary>
    public RatedRequests Histories => _histories ??= new RatedRequests(Pipeline, Users, Items, Rated, Model.ReadsRatings ?? RatingTimes.Ignored, Label);

    [MethodImpl(MethodImplOptions.NoInlining)] // it mentions TorchSharp
    private void ScoreByModule(Dataset encoded, Span<float> scores, GivenRatings? given) => Model.Module.Score(encoded, scores, Model.ReadsRatings is null ? null : Histories.Of(encoded, given));

    private List<NamedArray> RatedArrays()
    {
        var arrays = new List<NamedArray> { NamedArray.From<int>("offsets", Rated.Offsets), NamedArray.From<int>("items", Rated.Items) };
        if (Model.ReadsRatings is null) return arrays;
        arrays.Add(NamedArray.From<float>("ratings", Rated.Ratings));
        if (Rated.Ticks.Length > 0) arrays.Add(NamedArray.From<long>("ticks", Rated.Ticks));
        return arrays;
    }

    private float[] ScoreGolden() => Score(Golden);

    private float[] Score(Dataset rows)
    {
        var encoded = Pipeline.Transform(rows);
        long vectors = encoded.Count;
        foreach (var feature in encoded.Schema) vectors += (encoded[feature.Name] as IdBagColumn)?.Ids.Length ?? 0;
        if (vectors * Model.Widest > WeightBudget.GreatestLayer) throw new InvalidBundleException($"Scoring {rows.Count} rows would make {vectors} vectors of up to {Model.Widest} numbers, which is more than a bundle may ask for.");
        var scores = new float[encoded.Count];
        Score(encoded, scores);
        return scores;
    }

    // Golden rows have a label, and perhaps no missing value. A request has none, and of nobody and nothing all is missing.
    private void CheckRequests(string path)
    {
        var requests = new RequestRows(Pipeline.Schema, Users, Items);
        try
        {
            Score(requests.Compose(user: null, item: null, new Dictionary<string, object?>()));
            Score(requests.Compose(Users.Count > 0 ? Users.IdAt(0) : null, Items.Count > 0 ? Items.IdAt(0) : null, new Dictionary<string, object?>()));
        }
        catch (Exception e)
        {
            throw new InvalidBundleException($"'{path}' cannot answer a request: {e.Message.TrimEnd('.')}. Its pipeline and model must bear rows without a label and with missing values.", e);
        }
    }

    private static RatedItems ReadRated(SafeTensorsContent content, EntityTable users, EntityTable items)
    {
        int[] offsets = content["offsets"].ToArray<int>(), rated = content["items"].ToArray<int>();
        if (offsets.Length != users.Count + 1) throw new InvalidBundleException($"Rated items of {offsets.Length - 1} users, where {users.Count} are known.");
        foreach (int item in rated) if ((uint)item >= (uint)items.Count) throw new InvalidBundleException($"A rated item is row {item} of {items.Count} items.");
        float[] ratings = content.Arrays.Any(array => array.Name == "ratings") ? content["ratings"].ToArray<float>() : [];
        long[] ticks = content.Arrays.Any(array => array.Name == "ticks") ? content["ticks"].ToArray<long>() : [];
        if ((ratings.Length > 0 && ratings.Length != rated.Length) || (ticks.Length > 0 && ticks.Length != rated.Length)) throw new InvalidBundleException($"There are {ratings.Length} ratings and {ticks.Length} times of {rated.Length} rated items.");
        foreach (float rating in ratings) if (!float.IsFinite(rating)) throw new InvalidBundleException("A rating is no number.");
        foreach (long t in ticks) if (t != DateTimeColumn.Missing && (ulong)t > (ulong)DateTime.MaxValue.Ticks) throw new InvalidBundleException("The time of a rating is no date.");
        return new RatedItems(offsets, rated, items.Count, ratings, ticks);
    }
}
