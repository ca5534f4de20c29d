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
    private const string RatingKind = "rating", PipelineName = "pipeline.json", WeightsName = "weights.safetensors", UsersName = "users.safetensors",
        ItemsName = "items.safetensors", RatedName = "rated.safetensors", GoldenName = "golden.safetensors", ScoresName = "golden-scores.safetensors";

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

    /// <exception cref="InvalidBundleException">The file is damaged, of other types, or does not score its golden rows as it should.</exception>
    public static RatingBundle Load(string path, Type userType, Type itemType)
    {
        var (manifest, parts) = BundleArchive.Read(path);
        if (manifest.Kind != RatingKind) throw new InvalidBundleException($"'{path}' holds a recommender of the kind '{manifest.Kind}'; this one loads '{RatingKind}'. Load it as what it was saved.");
        if (manifest.UserType != NameOf(userType) || manifest.ItemType != NameOf(itemType))
        {
            throw new InvalidBundleException($"'{path}' was saved for users of type {manifest.UserType} and items of type {manifest.ItemType}. Load it with Recommender.Load<{manifest.UserType}, {manifest.ItemType}>.");
        }

        RatingPredictor? model = null;
        try
        {
            var pipeline = FittedPipeline.FromJson(Encoding.UTF8.GetString(Part(path, parts, PipelineName)));
            var options = RatingPredictorOptionsTypes.Types.Read(manifest.Model);
            var users = ReadTable(path, parts, UsersName, pipeline.Schema.User);
            var items = ReadTable(path, parts, ItemsName, pipeline.Schema.Item);
            var rated = SafeTensors.Read(Part(path, parts, RatedName));
            model = options.CreateDetached(new ModelInputs(pipeline.Inputs, manifest.Label), seed: 0);
            ModelWeights.Restore(model, SafeTensors.Read(Part(path, parts, WeightsName)).Arrays);
            var bundle = new RatingBundle(
                pipeline, options, manifest.Label, new TorchScorer(model, pipeline.Inputs), users, items,
                ReadRated(rated, users, items), DatasetArchive.Read(Part(path, parts, GoldenName)));
            bundle.CheckGolden(path, SafeTensors.Read(Part(path, parts, ScoresName))["scores"].ToArray<float>());
            return bundle;
        }
        catch (UnknownNameException e)
        {
            throw new InvalidBundleException($"'{path}' cannot be loaded yet. {e.Message}", e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever is wrong with it comes from the file, for nothing else is read here.
            model?.Dispose();
            if (e is InvalidBundleException && e.Message.StartsWith($"'{path}'", StringComparison.Ordinal)) throw;
            throw BundleArchive.Damaged(path, e.Message, e);
        }
    }

    public void Dispose() => Scorer.Dispose();

    private float[] ScoreGolden()
    {
        var scores = new float[Golden.Count];
        Scorer.Score(Pipeline.Transform(Golden), scores);
        return scores;
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

    private static EntityTable ReadTable(string path, IReadOnlyDictionary<string, byte[]> parts, string name, Feature? id)
    {
        var rows = DatasetArchive.Read(Part(path, parts, name));
        return rows.Schema[0] == id ? new EntityTable(rows) : throw BundleArchive.Damaged(path, $"the part '{name}' is a table of '{rows.Schema[0].Name}'");
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
