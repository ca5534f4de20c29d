using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace DeepRec.AspNetCore;

/// <summary>
/// The bundles of a model in a folder, each with what is known of it in a file beside it, and the file that is served. One move of a whole file makes another bundle the
/// served one; which one it is its hash tells, so that a process may end between any two steps. One thread at a time.
/// </summary>
/// <param name="folder">The folder; made where it is not there.</param>
/// <param name="served">The file that is served.</param>
internal sealed class BundleVersions(string folder, string served)
{
    /// <summary>The bundles that are kept, oldest first. One whose description is missing was never finished.</summary>
    public IReadOnlyList<BundleVersion> All => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*.json").Select(file => JsonSerializer.Deserialize<BundleVersion>(File.ReadAllBytes(file))!)
            .Where(version => File.Exists(PathOf(version.Number))).OrderBy(version => version.Number),
    ];

    /// <summary>What is known of a bundle; <see langword="null"/> where it is not kept.</summary>
    public BundleVersion? Of(string sha256) => All.LastOrDefault(version => version.Sha256 == sha256);

    /// <summary>Keeps a bundle under the next number. It is not served by that.</summary>
    /// <param name="save">Writes it to a path.</param>
    /// <param name="madeAt">When it was made.</param>
    /// <param name="learnedUntil">As <see cref="BundleVersion"/> has it.</param>
    /// <param name="newest">Likewise.</param>
    public BundleVersion Keep(Action<string> save, DateTimeOffset madeAt, long learnedUntil, DateTimeOffset? newest)
    {
        Directory.CreateDirectory(folder);
        int number = 1 + Directory.EnumerateFiles(folder, "*.deeprec").Select(NumberOf).DefaultIfEmpty().Max();
        save(PathOf(number));
        var version = new BundleVersion(number, Sha256(PathOf(number)), madeAt, learnedUntil, newest);
        Note(version);
        return version;
    }

    /// <summary>Writes down what is known of a bundle.</summary>
    public void Note(BundleVersion version) => Write(Path.ChangeExtension(PathOf(version.Number), ".json"), stream => JsonSerializer.Serialize(stream, version));

    /// <summary>Makes a kept bundle the served one, by one move.</summary>
    public void Serve(BundleVersion version) => Write(served, stream =>
    {
        using var bundle = File.OpenRead(PathOf(version.Number));
        bundle.CopyTo(stream);
    });

    /// <summary>Deletes a bundle and what is known of it.</summary>
    public void Remove(BundleVersion version)
    {
        File.Delete(Path.ChangeExtension(PathOf(version.Number), ".json"));
        File.Delete(PathOf(version.Number));
    }

    /// <summary>Deletes the oldest bundles, but never that which is served, and what ended processes left half.</summary>
    public void Prune(int kept, string servedSha256)
    {
        var all = All;
        foreach (var version in all.Take(Math.Max(0, all.Count - kept)).Where(version => version.Sha256 != servedSha256)) Remove(version);
        foreach (string left in Directory.EnumerateFiles(folder, "*.tmp")) File.Delete(left);
        foreach (string left in Directory.EnumerateFiles(folder, "*.deeprec").Where(IsUnfinished)) File.Delete(left);
    }

    public string PathOf(int number) => Path.Combine(folder, number.ToString("D8", CultureInfo.InvariantCulture) + ".deeprec");

    private static int NumberOf(string file) => int.TryParse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture, out int number) ? number : 0;

    // One of a number, of which nothing was written down; the file that is served may stand in the folder too.
    private bool IsUnfinished(string file) => Path.GetFileName(file) == Path.GetFileName(PathOf(NumberOf(file))) && !File.Exists(Path.ChangeExtension(file, ".json")) && Path.GetFullPath(file) != Path.GetFullPath(served);

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
