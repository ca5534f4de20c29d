using System.Globalization;
using System.Reflection;
using System.Text;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>
/// Everything a rating recommender is, saved and loaded as one: pipeline, model, tables, rated items, and golden raw rows with their scores.
/// A loaded one has scored its golden rows again and agrees.
/// </summary>
internal sealed record RatingBundle(
    FittedPipeline Pipeline, RatingPredictorOptions ModelOptions, LabelStatistics Label, TorchScorer Scorer,
    EntityTable Users, EntityTable Items, RatedItems Rated, Dataset Golden) : IDisposable
{
    // Float sums may be ordered differently on another processor.
    private const double Tolerance = 1e-5;

    /// <summary>How many golden rows a bundle holds at most. Enough to show a difference, few enough to be checked at every load.</summary>
    public const int GoldenRows = 32;

    // What one layer may give for the rows that are scored while loading: 512 MiB of float32.
    private const long GreatestLayer = 1 << 27;
    private const string RatingKind = "rating", PipelineName = "pipeline.json", WeightsName = "weights.safetensors", UsersName = "users.safetensors",
        ItemsName = "items.safetensors", RatedName = "rated.safetensors", GoldenName = "golden.safetensors", ScoresName = "golden-scores.safetensors";
    private static readonly string[] Names = [PipelineName, WeightsName, UsersName, ItemsName, RatedName, GoldenName, ScoresName];

    // The version of the package. The assembly's own has only its first number, so that a patch needs no new references.
    private static string LibraryVersion => typeof(RatingBundle).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public void Save(string path, Type userType, Type itemType)
    {
        var manifest = new BundleManifest(
            BundleManifest.CurrentFormatVersion, LibraryVersion, RatingKind, NameOf(userType), NameOf(itemType),
            RatingPredictorOptionsTypes.Types.Write(ModelOptions), Label, new Dictionary<string, BundlePart>());
        BundleArchive.Write(path, manifest, new Dictionary<string, byte[]>
        {
            [PipelineName] = Encoding.UTF8.GetBytes(Pipeline.ToJson()),
            [WeightsName] = Bytes(stream => SafeTensors.Write(stream, ModelWeights.Capture(Scorer.Model))),
            [UsersName] = Bytes(stream => DatasetArchive.Write(stream, Users.Rows)),
            [ItemsName] = Bytes(stream => DatasetArchive.Write(stream, Items.Rows)),
            [RatedName] = Bytes(stream => SafeTensors.Write(stream, [NamedArray.From<int>("offsets", Rated.Offsets), NamedArray.From<int>("items", Rated.Items)])),
            [GoldenName] = Bytes(stream => DatasetArchive.Write(stream, Golden)),
            [ScoresName] = Bytes(stream => SafeTensors.Write(stream, [NamedArray.From<float>("scores", ScoreGolden())])),
        });
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
        if (manifest.Kind != RatingKind) throw new InvalidBundleException($"'{path}' holds a recommender of the kind '{manifest.Kind}'; this one loads '{RatingKind}'. Load it as what it was saved.");
        if (manifest.UserType != NameOf(typeof(TUser)) || manifest.ItemType != NameOf(typeof(TItem)))
        {
            throw new InvalidBundleException($"'{path}' was saved for users of type {manifest.UserType} and items of type {manifest.ItemType}. Load it with Recommender.Load<{manifest.UserType}, {manifest.ItemType}>.");
        }

        if (parts.Keys.FirstOrDefault(name => !Names.Contains(name)) is { } stray) throw BundleArchive.Damaged(path, $"the part '{stray}' does not belong to this format");
        RatingPredictor? model = null;
        try
        {
            var pipeline = FittedPipeline.FromJson(Encoding.UTF8.GetString(Part(path, parts, PipelineName)));
            var options = RatingPredictorOptionsTypes.Types.Read(manifest.Model);
            var users = ReadTable(path, parts, UsersName, pipeline.Schema, FeatureRole.User, FeatureRole.UserFeature).RequireIdsOf<TUser>();
            var items = ReadTable(path, parts, ItemsName, pipeline.Schema, FeatureRole.Item, FeatureRole.ItemFeature).RequireIdsOf<TItem>();
            var rated = ReadRated(SafeTensors.Read(Part(path, parts, RatedName)), users, items);
            var golden = ReadGolden(path, parts, pipeline.Schema);
            var weights = SafeTensors.Read(Part(path, parts, WeightsName)).Arrays;
            ModelWeights.RequireFinite(weights);
            manifest.Label.RequireFinite();
            using (WeightBudget.Of(weights)) model = options.CreateDetached(new ModelInputs(pipeline.Inputs, manifest.Label), seed: 0);
            ModelWeights.Restore(model, weights);
            var bundle = new RatingBundle(pipeline, options, manifest.Label, new TorchScorer(model, pipeline.Inputs), users, items, rated, golden);
            bundle.CheckGolden(path, SafeTensors.Read(Part(path, parts, ScoresName))["scores"].ToArray<float>());
            bundle.CheckRequests(path);
            return bundle;
        }
        catch (UnknownNameException e)
        {
            model?.Dispose();
            throw new InvalidBundleException($"'{path}' cannot be loaded yet. {e.Message}", e);
        }
        catch (Exception e)
        {
            // Whatever is wrong with it comes from the file, for nothing else is read here.
            model?.Dispose();
            if (e is InvalidBundleException && e.Message.StartsWith($"'{path}'", StringComparison.Ordinal)) throw;
            throw BundleArchive.Damaged(path, e.Message, e);
        }
    }

    public void Dispose() => Scorer.Dispose();

    private float[] ScoreGolden() => Score(Golden);

    private float[] Score(Dataset rows)
    {
        var encoded = Pipeline.Transform(rows);
        long vectors = encoded.Count + encoded.Schema.Sum(f => (long)((encoded[f.Name] as IdBagColumn)?.Ids.Length ?? 0));
        if (vectors * Scorer.Widest > GreatestLayer) throw new InvalidBundleException($"Scoring {rows.Count} rows would make {vectors} vectors of up to {Scorer.Widest} numbers, which is more than a bundle may ask for.");
        var scores = new float[encoded.Count];
        Scorer.Score(encoded, scores);
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

    private void CheckGolden(string path, float[] expected)
    {
        var found = ScoreGolden();
        if (found.Length != expected.Length) throw BundleArchive.Damaged(path, $"it has {found.Length} golden rows and {expected.Length} scores");
        for (int row = 0; row < found.Length; row++)
        {
            if (!(Math.Abs(found[row] - expected[row]) <= Tolerance * Math.Max(1, Math.Abs(expected[row]))))
            {
                throw new InvalidBundleException(string.Create(CultureInfo.InvariantCulture, $"'{path}' scores its golden row {row + 1} as {found[row]}, but was saved with {expected[row]}. ") + "Weights, pipeline and library do not belong together; train and save again.");
            }
        }
    }

    private static EntityTable ReadTable(string path, IReadOnlyDictionary<string, byte[]> parts, string name, FeatureSchema schema, FeatureRole id, FeatureRole feature)
    {
        var rows = DatasetArchive.Read(Part(path, parts, name));
        return rows.Schema.SequenceEqual([.. schema.Where(f => f.Role == id), .. schema.Where(f => f.Role == feature)])
            ? new EntityTable(rows)
            : throw BundleArchive.Damaged(path, $"the part '{name}' is a table of {string.Join(", ", rows.Schema.Select(f => $"'{f.Name}'"))}, which are not the columns of its pipeline");
    }

    private static Dataset ReadGolden(string path, IReadOnlyDictionary<string, byte[]> parts, FeatureSchema schema)
    {
        var rows = DatasetArchive.Read(Part(path, parts, GoldenName));
        if (!rows.Schema.SequenceEqual(schema)) throw BundleArchive.Damaged(path, "its golden rows have other columns than its pipeline");
        return rows.Count is > 0 and <= GoldenRows ? rows : throw BundleArchive.Damaged(path, $"it has {rows.Count} golden rows, where there are 1 to {GoldenRows}");
    }

    private static RatedItems ReadRated(SafeTensorsContent content, EntityTable users, EntityTable items)
    {
        int[] offsets = content["offsets"].ToArray<int>(), rated = content["items"].ToArray<int>();
        if (offsets.Length != users.Count + 1) throw new InvalidBundleException($"Rated items of {offsets.Length - 1} users, where {users.Count} are known.");
        int wrong = Array.FindIndex(rated, item => (uint)item >= (uint)items.Count);
        return wrong < 0 ? new RatedItems(offsets, rated, items.Count) : throw new InvalidBundleException($"A rated item is row {rated[wrong]} of {items.Count} items.");
    }

    private static byte[] Part(string path, IReadOnlyDictionary<string, byte[]> parts, string name) =>
        parts.TryGetValue(name, out var content) ? content : throw BundleArchive.Damaged(path, $"the part '{name}' is missing");

    private static string NameOf(Type type) => type.FullName ?? type.Name;

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
