using System.Runtime.Versioning;

namespace DeepRec;

/// <summary>A folder that only the user of this process can enter, for files that are about to be loaded as code.</summary>
[SupportedOSPlatform("linux")]
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the folders below <paramref name="root"/> that are missing, and refuses any that others could change.</summary>
    /// <exception cref="IOException">A folder cannot be made, is a link, belongs to somebody else or can be written by others.</exception>
    public static string Ensure(string root, params ReadOnlySpan<string> names)
    {
        Directory.CreateDirectory(root);
        RequireTrustedRoot(root);
        var folder = root;
        foreach (var name in names)
        {
            folder = Path.Combine(folder, name);
            Directory.CreateDirectory(folder, OwnerOnly);
            RequirePrivate(folder, folder: true);
        }

        return folder;
    }

    /// <summary>Refuses a folder in which anybody may rename what lies there: no check of that would prove anything.</summary>
    /// <exception cref="IOException">Every user can write the folder, and it lacks the sticky bit.</exception>
    public static void RequireTrustedRoot(string root)
    {
        if (UnixFileStatus.Read(Path.GetFullPath(root) + Path.DirectorySeparatorChar) is { IsOpenToAll: true })
        {
            throw new IOException($"'{root}' can be written by every user. Nothing is loaded from there: take that permission away.");
        }
    }

    /// <summary>Refuses a file or folder that others own or can write. False where there is none.</summary>
    /// <exception cref="IOException">It is a link, belongs to somebody else or can be written by others.</exception>
    public static bool RequirePrivate(string path, bool folder)
    {
        if (UnixFileStatus.Read(path) is not { } status)
        {
            return false;
        }

        return status.WhyNotPrivate(UnixFileStatus.EffectiveUser(), folder) is { } reason
            ? throw new IOException($"'{path}' {reason}. Nothing is loaded from there: remove it, or give it back to its user with mode 0700.")
            : true;
    }
}
