using System.Globalization;
using System.Reflection;

namespace DeepRec;

/// <summary>What bundles of every kind have in common: parts by name, tables, golden rows and their scores.</summary>
internal static class BundleParts
{
    /// <summary>How many golden rows a bundle holds at most. Enough to show a difference, few enough to be checked at every load.</summary>
    public const int GoldenRows = 32;

    public const string Pipeline = "pipeline.json", Weights = "weights.safetensors", Users = "users.safetensors", Items = "items.safetensors",
        Golden = "golden.safetensors", Scores = "golden-scores.safetensors", Memory = "optimizer.safetensors";

    // Float sums may be ordered differently on another processor.
    private const double Tolerance = 1e-5;

    /// <summary>The version of the package. The assembly's own has only its first number, so that a patch needs no new references.</summary>
    public static string LibraryVersion => typeof(BundleParts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static string NameOf(Type type) => type.FullName ?? type.Name;

    public static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    public static byte[] Part(string path, IReadOnlyDictionary<string, byte[]> parts, string name) =>
        parts.TryGetValue(name, out var content) ? content : throw BundleArchive.Damaged(path, $"the part '{name}' is missing");

    /// <exception cref="InvalidBundleException">The file is of another kind or of other id types, or has parts that do not belong to it.</exception>
    public static void CheckManifest(string path, BundleManifest manifest, IReadOnlyDictionary<string, byte[]> parts, string kind, string load, Type user, Type item, IReadOnlyList<string> names)
    {
        if (manifest.Kind != kind)
        {
            string cure = manifest.Kind switch { "rating" => "Load it with Recommender.Load.", "ranking" => "Load it with Recommender.LoadRanking.", _ => "Load it as what it was saved." };
            throw new InvalidBundleException($"'{path}' holds a recommender of the kind '{manifest.Kind}'; this one loads '{kind}'. {cure}");
        }

        if (manifest.UserType != NameOf(user) || manifest.ItemType != NameOf(item))
        {
            throw new InvalidBundleException($"'{path}' was saved for users of type {manifest.UserType} and items of type {manifest.ItemType}. Load it with Recommender.{load}<{manifest.UserType}, {manifest.ItemType}>.");
        }

        if (parts.Keys.FirstOrDefault(name => !names.Contains(name)) is { } stray) throw BundleArchive.Damaged(path, $"the part '{stray}' does not belong to this format");
    }

    /// <summary>What the optimiser remembers; empty where that is not kept.</summary>
    public static IReadOnlyList<NamedArray> ReadMemory(IReadOnlyDictionary<string, byte[]> parts) => parts.TryGetValue(Memory, out byte[]? memory) ? [.. SafeTensors.Read(memory).Arrays] : [];

    public static EntityTable ReadTable(string path, IReadOnlyDictionary<string, byte[]> parts, string name, FeatureSchema schema, FeatureRole id, FeatureRole feature)
    {
        var rows = DatasetArchive.Read(Part(path, parts, name));
        return rows.Schema.SequenceEqual([.. schema.Where(f => f.Role == id), .. schema.Where(f => f.Role == feature)])
            ? new EntityTable(rows)
            : throw BundleArchive.Damaged(path, $"the part '{name}' is a table of {string.Join(", ", rows.Schema.Select(f => $"'{f.Name}'"))}, which are not the columns of its pipeline");
    }

    public static Dataset ReadGolden(string path, IReadOnlyDictionary<string, byte[]> parts, FeatureSchema schema)
    {
        var rows = DatasetArchive.Read(Part(path, parts, Golden));
        if (!rows.Schema.SequenceEqual(schema)) throw BundleArchive.Damaged(path, "its golden rows have other columns than its pipeline");
        return rows.Count is > 0 and <= GoldenRows ? rows : throw BundleArchive.Damaged(path, $"it has {rows.Count} golden rows, where there are 1 to {GoldenRows}");
    }

    public static void CheckGolden(string path, float[] found, float[] expected)
    {
        if (found.Length != expected.Length) throw BundleArchive.Damaged(path, $"it has {found.Length} golden rows and {expected.Length} scores");
        for (int row = 0; row < found.Length; row++)
        {
            if (!float.IsFinite(expected[row]) || !(Math.Abs(found[row] - expected[row]) <= Tolerance * Math.Max(1, Math.Abs(expected[row]))))
            {
                throw new InvalidBundleException(string.Create(CultureInfo.InvariantCulture, $"'{path}' scores its golden row {row + 1} as {found[row]}, but was saved with {expected[row]}. ") + "Weights, pipeline and library do not belong together; train and save again.");
            }
        }
    }

    /// <summary>Reads a bundle; whatever is wrong comes out as one exception that names the file.</summary>
    /// <param name="path">What the file is called in messages.</param>
    /// <param name="read">Reads and checks; on failure <paramref name="free"/> is called.</param>
    /// <param name="free">Frees what was made so far.</param>
    public static T Guard<T>(string path, Func<T> read, Action free)
    {
        try
        {
            return read();
        }
        catch (UnknownNameException e)
        {
            free();
            throw new InvalidBundleException($"'{path}' cannot be loaded yet. {e.Message}", e);
        }
        catch (TorchNotAvailableException)
        {
            free();
            throw;
        }
        catch (Exception e)
        {
            // Whatever is wrong with it comes from the file, for nothing else is read here.
            free();
            if (e is InvalidBundleException && e.Message.StartsWith($"'{path}'", StringComparison.Ordinal)) throw;
            throw BundleArchive.Damaged(path, e.Message, e);
        }
    }
}
