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
    public void Scale(string part, float factor)
    {
        var content = SafeTensors.Read(Parts[part]);
        using var stream = new MemoryStream();
        SafeTensors.Write(stream, [.. content.Arrays.Select(a => NamedArray.From<float>(a.Name, Array.ConvertAll(a.ToArray<float>(), v => v * factor), [.. a.Shape]))]);
        Parts[part] = stream.ToArray();
    }

    public void Write(string path) => BundleArchive.Write(path, Manifest, Parts);
}
