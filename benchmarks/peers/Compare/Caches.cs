using System.Globalization;

namespace DeepRec.Peers;

/// <summary>The sizes of this machine's caches of data, as Linux tells them; elsewhere none are known.</summary>
internal static class Caches
{
    // (level, bytes), the smallest first.
    private static readonly (int Level, long Bytes)[] Known = [.. Read().Distinct().Order()];

    /// <summary>Such as "L1 32 KB, L2 512 KB, L3 32 MB".</summary>
    public static string Text => Known.Length == 0 ? "unknown" : string.Join(", ", Known.Select(cache => $"L{cache.Level} {Size(cache.Bytes)}"));

    /// <summary>Where so many bytes fit: "L2", or "memory".</summary>
    public static string LevelOf(long bytes) => Known.FirstOrDefault(cache => bytes <= cache.Bytes) is { Level: > 0 } fits ? $"L{fits.Level}" : "memory";

    /// <summary>Bytes for people.</summary>
    public static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(bytes >= 1 << 20 ? bytes / 1048576.0 : bytes / 1024.0):0.#} {(bytes >= 1 << 20 ? "MB" : "KB")}");

    private static IEnumerable<(int, long)> Read()
    {
        const string Folder = "/sys/devices/system/cpu/cpu0/cache";
        if (!Directory.Exists(Folder)) yield break;
        foreach (string cache in Directory.GetDirectories(Folder, "index*"))
        {
            string Tell(string what) => File.ReadAllText(Path.Combine(cache, what)).Trim();
            if (Tell("type") != "Instruction") yield return (int.Parse(Tell("level"), CultureInfo.InvariantCulture), long.Parse(Tell("size").TrimEnd('K'), CultureInfo.InvariantCulture) * 1024);
        }
    }
}
