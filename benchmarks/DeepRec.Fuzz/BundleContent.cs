using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepRec.Fuzz;

/// <summary>A bundle taken apart: the manifest as text, and the parts. Copy before changing.</summary>
internal sealed class BundleContent
{
    private BundleContent(string manifest, Dictionary<string, byte[]> parts) => (Manifest, Parts) = (manifest, parts);

    public string Manifest { get; set; }

    public Dictionary<string, byte[]> Parts { get; }

    /// <param name="save">Saves a recommender under a path.</param>
    public static BundleContent Of(Action<string> save)
    {
        string path = Path.GetTempFileName();
        try
        {
            save(path);
            var (manifest, parts) = BundleArchive.Read(path);
            return new BundleContent(JsonSerializer.Serialize(manifest, Json.Options), parts.ToDictionary());
        }
        finally
        {
            File.Delete(path);
        }
    }

    public BundleContent Copy() => new(Manifest, new Dictionary<string, byte[]>(Parts));

    /// <summary>States lengths and hashes of the parts anew, so that changes of parts are not noticed by them.</summary>
    public void State()
    {
        var json = JsonNode.Parse(Manifest)!;
        json["parts"] = new JsonObject(Parts.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)new JsonObject { ["length"] = p.Value.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(p.Value)) })));
        Manifest = json.ToJsonString();
    }

    /// <summary>Puts it together; the archive's comment is the manifest's hash, whatever that is.</summary>
    public byte[] ToArchive()
    {
        using var stream = new MemoryStream();
        BundleArchive.Write(stream, Encoding.UTF8.GetBytes(Manifest), Parts);
        return stream.ToArray();
    }
}
