using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace DeepRec;

/// <summary>A native library's relaxed copy on disk: private, and byte for byte what it should be.</summary>
[SupportedOSPlatform("linux")]
internal static class RelaxedCopy
{
    /// <summary>The path of a file of these bytes in a private folder, written where it is missing or differs.</summary>
    /// <remarks>Safe when several processes do this at once: each writes a file of its own and renames it.</remarks>
    /// <exception cref="IOException">The file or the folder is not private, or cannot be written.</exception>
    public static string Place(string folder, string library, byte[] content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..16];
        var path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(library)}.{hash}{Path.GetExtension(library)}");
        if (!Holds(path, content))
        {
            Write(path, content);
            if (!Holds(path, content))
            {
                throw new IOException($"'{path}' was written but does not hold what was written.");
            }
        }

        return path;
    }

    private static bool Holds(string path, byte[] content) =>
        PrivateFolder.RequirePrivate(path, folder: false) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    private static void Write(string path, byte[] content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                stream.Write(content);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
