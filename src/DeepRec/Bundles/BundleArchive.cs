using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace DeepRec;

/// <summary>
/// One file that holds named parts: a ZIP archive, parts stored as they are (so that no file unpacks to more than its own size), with a
/// manifest that states each part's length and SHA-256. The archive's comment is the SHA-256 of the manifest.
/// </summary>
internal static class BundleArchive
{
    private const string ManifestName = "manifest.json";

    public static void Write(string path, BundleManifest manifest, IReadOnlyDictionary<string, byte[]> parts) => AtomicFile.Write(path, stream =>
    {
        var stated = manifest with { Parts = parts.ToDictionary(p => p.Key, p => new BundlePart(p.Value.Length, Convert.ToHexStringLower(SHA256.HashData(p.Value)))) };
        byte[] manifestBytes = JsonSerializer.SerializeToUtf8Bytes(stated, Json.Options);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        archive.Comment = Convert.ToHexStringLower(SHA256.HashData(manifestBytes));
        foreach (var (name, content) in parts.Prepend(KeyValuePair.Create(ManifestName, manifestBytes)))
        {
            var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
            entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero); // the same content gives the same bytes
            using var target = entry.Open();
            target.Write(content);
        }
    });

    /// <summary>Reads and checks the whole file; nothing is interpreted but the manifest.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidBundleException">The file is damaged, no bundle, or of a newer format.</exception>
    public static (BundleManifest Manifest, IReadOnlyDictionary<string, byte[]> Parts) Read(string path)
    {
        using var file = InputFile.Open(path, bufferSize: 4096);
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var manifest = ReadManifest(path, archive);
            if (archive.Entries.Count != manifest.Parts.Count + 1) throw Damaged(path, $"it has {archive.Entries.Count - 1} parts where its manifest states {manifest.Parts.Count}");
            return (manifest, manifest.Parts.ToDictionary(p => p.Key, p => ReadPart(path, archive, p.Key, p.Value)));
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or ArgumentException or NotSupportedException or OverflowException || (e is IOException and not InvalidBundleException))
        {
            throw Damaged(path, e.Message, e);
        }
    }

    internal static InvalidBundleException Damaged(string path, string how, Exception? inner = null) =>
        new($"'{path}' is no whole DeepRec bundle: {how.TrimEnd('.')}. Copy it again, or train and save again.", inner);

    private static BundleManifest ReadManifest(string path, ZipArchive archive)
    {
        var bytes = ReadStored(path, archive, ManifestName);
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("formatVersion", out var version) || !version.TryGetInt32(out int number))
        {
            throw Damaged(path, "its manifest states no format version");
        }

        if (number > BundleManifest.CurrentFormatVersion)
        {
            throw new InvalidBundleException($"'{path}' has the bundle format {number}; this version of DeepRec reads formats up to {BundleManifest.CurrentFormatVersion}. Update the DeepRec package.");
        }

        if (archive.Comment != Convert.ToHexStringLower(SHA256.HashData(bytes))) throw Damaged(path, "its manifest is not what was written");
        return document.RootElement.Deserialize<BundleManifest>(Json.Options) ?? throw Damaged(path, "its manifest is empty");
    }

    private static byte[] ReadPart(string path, ZipArchive archive, string name, BundlePart stated)
    {
        var content = ReadStored(path, archive, name);
        return content.Length == stated.Length && Convert.ToHexStringLower(SHA256.HashData(content)) == stated.Sha256
            ? content
            : throw Damaged(path, $"the part '{name}' is not what the manifest states");
    }

    private static byte[] ReadStored(string path, ZipArchive archive, string name)
    {
        var entries = archive.Entries.Where(e => e.FullName == name).ToArray();
        if (entries.Length != 1) throw Damaged(path, $"it holds the part '{name}' {entries.Length} times");
        if (entries[0].CompressedLength != entries[0].Length || entries[0].Length > new FileInfo(path).Length) throw Damaged(path, $"the part '{name}' is compressed or too large");
        using var stream = entries[0].Open();
        return StreamReading.Exactly(stream, entries[0].Length, $"part '{name}'");
    }
}
