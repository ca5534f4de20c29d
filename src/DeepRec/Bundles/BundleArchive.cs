using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace DeepRec;

/// <summary>
/// One file that holds named parts: a ZIP archive, parts stored as they are (so that no file unpacks to more than its own size), with a
/// manifest that states each part's length and SHA-256. The archive's comment is the SHA-256 of the manifest.
/// </summary>
internal static class BundleArchive
{
    private const string ManifestName = "manifest.json", Digits = "0123456789abcdef";

    public static void Write(string path, BundleManifest manifest, IReadOnlyDictionary<string, byte[]> parts) =>
        AtomicFile.Write(path, stream => Write(stream, manifest, parts));

    public static void Write(Stream stream, BundleManifest manifest, IReadOnlyDictionary<string, byte[]> parts)
    {
        var stated = manifest with { Parts = parts.ToDictionary(p => p.Key, p => new BundlePart(p.Value.Length, Convert.ToHexStringLower(SHA256.HashData(p.Value)))) };
        Write(stream, JsonSerializer.SerializeToUtf8Bytes(stated, Json.Options), parts);
    }

    public static void Write(Stream stream, byte[] manifest, IReadOnlyDictionary<string, byte[]> parts)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        archive.Comment = Convert.ToHexStringLower(SHA256.HashData(manifest));
        foreach (var (name, content) in parts.Prepend(KeyValuePair.Create(ManifestName, manifest)))
        {
            var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
            entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero); // the same content gives the same bytes
            using var target = entry.Open();
            target.Write(content);
        }
    }

    /// <inheritdoc cref="Read(string, Stream)"/>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static (BundleManifest Manifest, IReadOnlyDictionary<string, byte[]> Parts) Read(string path)
    {
        using var file = InputFile.Open(path, bufferSize: 4096);
        return Read(path, file);
    }

    /// <summary>Reads and checks the whole file; nothing is interpreted but the manifest.</summary>
    /// <param name="path">What the file is called in messages.</param>
    /// <param name="file">Its bytes; can seek.</param>
    /// <exception cref="InvalidBundleException">The file is damaged, no bundle, or of a newer format.</exception>
    public static (BundleManifest Manifest, IReadOnlyDictionary<string, byte[]> Parts) Read(string path, Stream file)
    {
        try
        {
            return StoredArchive.Open(file) is { } stored ? Read(path, stored.Comment, stored.Count, stored.Find) : ReadZip(path, file);
        }
        catch (Exception e) when (e is not InvalidBundleException)
        {
            // Nothing but the file is read here.
            throw Damaged(path, e.Message, e);
        }
    }

    internal static InvalidBundleException Damaged(string path, string how, Exception? inner = null) =>
        new($"'{path}' is no whole DeepRec bundle: {how.TrimEnd('.')}. Copy it again, or train and save again.", inner);

    private static (BundleManifest Manifest, IReadOnlyDictionary<string, byte[]> Parts) Read(string path, string comment, int count, Func<string, byte[]?> find)
    {
        byte[] ReadStored(string name) => find(name) ?? throw Damaged(path, $"it lacks the part '{name}'");
        var manifest = ReadManifest(path, comment, ReadStored(ManifestName));
        if (count != manifest.Parts.Count + 1) throw Damaged(path, $"it has {count - 1} parts where its manifest states {manifest.Parts.Count}");
        var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, stated) in manifest.Parts)
        {
            var content = ReadStored(name);
            if (content.Length != stated?.Length || !IsHashOf(content, stated.Sha256)) throw Damaged(path, $"the part '{name}' is not what the manifest states");
            parts.Add(name, content);
        }

        return (manifest, parts);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // it loads the framework's part for archives
    private static (BundleManifest Manifest, IReadOnlyDictionary<string, byte[]> Parts) ReadZip(string path, Stream file)
    {
        file.Position = 0;
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var entries = Entries(path, file, archive);
        return Read(path, archive.Comment, entries.Count, name =>
        {
            if (!entries.TryGetValue(name, out var entry)) return null;
            using var stream = entry.Open();
            return StreamReading.Exactly(stream, entry.Length, $"part '{name}'");
        });
    }

    // Entries may name the same bytes more than once: together they would unpack to many times the file.
    private static Dictionary<string, ZipArchiveEntry> Entries(string path, Stream file, ZipArchive archive)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        long bytes = 0;
        foreach (var entry in archive.Entries)
        {
            if (!entries.TryAdd(entry.FullName, entry)) throw Damaged(path, $"it holds the part '{entry.FullName}' twice");
            if (entry.CompressedLength != entry.Length || entry.Length < 0 || (bytes += entry.Length) > file.Length) throw Damaged(path, $"the part '{entry.FullName}' is compressed or too large");
        }

        return entries;
    }

    private static BundleManifest ReadManifest(string path, string comment, byte[] bytes)
    {
        bool isWhole = IsHashOf(bytes, comment);
        return isWhole && BundleManifest.FromJson(bytes) is { FormatVersion: >= 1 and <= BundleManifest.CurrentFormatVersion } quick ? quick : ReadManifest(path, bytes, isWhole);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // it loads the framework's part for JSON
    private static BundleManifest ReadManifest(string path, byte[] bytes, bool isWhole)
    {
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Json.MaxDepth, AllowDuplicateProperties = false });
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("formatVersion", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int number) || number < 1)
        {
            throw Damaged(path, "its manifest states no format version");
        }

        if (number > BundleManifest.CurrentFormatVersion)
        {
            throw new InvalidBundleException($"'{path}' has the bundle format {number}; this version of DeepRec reads formats up to {BundleManifest.CurrentFormatVersion}. Update the DeepRec package.");
        }

        if (!isWhole) throw Damaged(path, "its manifest is not what was written");
        return document.RootElement.Deserialize<BundleManifest>(Json.Options) ?? throw Damaged(path, "its manifest is empty");
    }

    // Digit by digit: what makes a text of a hash would have to be compiled first.
    private static bool IsHashOf(byte[] content, string? stated)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        bool same = stated?.Length == 2 * hash.Length;
        for (int i = 0; same && i < hash.Length; i++) same = Digits[hash[i] >> 4] == stated![2 * i] && Digits[hash[i] & 15] == stated[(2 * i) + 1];
        return same;
    }
}
