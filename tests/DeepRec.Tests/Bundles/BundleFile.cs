using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepRec.Tests.Bundles;

/// <summary>A bundle taken apart, to be changed and put together again with hashes that fit.</summary>
internal sealed class BundleFile
{
    private BundleFile(BundleManifest manifest, Dictionary<string, byte[]> parts) => (Manifest, Parts) = (manifest, parts);

    public BundleManifest Manifest { get; set; }

    public Dictionary<string, byte[]> Parts { get; }

    public static BundleFile Read(string path)
    {
        var (manifest, parts) = BundleArchive.Read(path);
        return new BundleFile(manifest, parts.ToDictionary());
    }

    /// <summary>Multiplies every number of a part that holds arrays of numbers.</summary>
    public void Scale(string part, float factor) =>
        ChangeArrays(part, array => NamedArray.From<float>(array.Name, Array.ConvertAll(array.ToArray<float>(), v => v * factor), [.. array.Shape]));

    /// <summary>Replaces, or with null takes out, arrays of a part.</summary>
    public void ChangeArrays(string part, Func<NamedArray, NamedArray?> change)
    {
        var content = SafeTensors.Read(Parts[part]);
        using var stream = new MemoryStream();
        SafeTensors.Write(stream, [.. content.Arrays.Select(change).OfType<NamedArray>()], content.Metadata);
        Parts[part] = stream.ToArray();
    }

    /// <summary>Replaces a table's rows.</summary>
    public void ChangeTable(string part, Func<Dataset, Dataset> change)
    {
        using var stream = new MemoryStream();
        DatasetArchive.Write(stream, change(DatasetArchive.Read(Parts[part])));
        Parts[part] = stream.ToArray();
    }

    /// <summary>Changes the pipeline as JSON.</summary>
    public void ChangePipeline(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(Parts["pipeline.json"])!.AsObject();
        change(json);
        Parts["pipeline.json"] = Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    public void Write(string path) => BundleArchive.Write(path, Manifest, Parts);

    /// <summary>The manifest as text, its parts stated as they are.</summary>
    public string ManifestText() => JsonSerializer.Serialize(
        Manifest with { Parts = Parts.ToDictionary(p => p.Key, p => new BundlePart(p.Value.Length, Convert.ToHexStringLower(SHA256.HashData(p.Value)))) }, Json.Options);

    /// <summary>Writes with any text for a manifest, its hash in the archive's comment.</summary>
    public void Write(string path, string manifest)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(manifest);
        File.Delete(path);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        archive.Comment = Convert.ToHexStringLower(SHA256.HashData(bytes));
        foreach (var (name, content) in Parts.Prepend(KeyValuePair.Create("manifest.json", bytes)))
        {
            using var target = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
            target.Write(content);
        }
    }
}
