using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace DeepRec;

/// <summary>Who owns a file, and who may write it. A symbolic link is itself, not its target.</summary>
/// <param name="Owner">The user's number.</param>
/// <param name="Mode">The file's type and permissions, as <c>stat</c> gives them.</param>
internal readonly record struct UnixFileStatus(uint Owner, ushort Mode)
{
    private const int TypeMask = 0xF000, Directory = 0x4000, Regular = 0x8000;
    private const int WritableByOthers = (int)(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);

    /// <summary>Whether every user may remove and rename what lies in this folder: the sticky bit of <c>/tmp</c> forbids it.</summary>
    public bool IsOpenToAll => (Mode & (int)UnixFileMode.OtherWrite) != 0 && (Mode & (int)UnixFileMode.StickyBit) == 0;

    /// <summary>Null where the file is owned by the user and by nobody else writable; or else what is wrong with it.</summary>
    public string? WhyNotPrivate(uint user, bool folder) => (Mode & TypeMask) != (folder ? Directory : Regular)
        ? (folder ? "is not a folder, or is a symbolic link" : "is not a regular file, or is a symbolic link")
        : Owner != user
            ? $"belongs to user {Owner}, not to user {user}, who runs this process"
            : (Mode & WritableByOthers) != 0
                ? "can be written by other users"
                : null;

    /// <summary>The status of a file or folder, or null where there is none.</summary>
    [SupportedOSPlatform("linux")]
    public static UnixFileStatus? Read(string path)
    {
        // struct statx has one layout on every architecture, unlike struct stat: uid at 20, mode at 28, 256 bytes in all.
        const int currentFolder = -100, doNotFollow = 0x100, basicFields = 0x7FF, noSuchFile = 2;
        var status = new byte[256];
        if (Statx(currentFolder, [.. Encoding.UTF8.GetBytes(path), 0], doNotFollow, basicFields, status) == 0)
        {
            return new(BitConverter.ToUInt32(status, 20), BitConverter.ToUInt16(status, 28));
        }

        var error = Marshal.GetLastPInvokeError();
        return error == noSuchFile ? null : throw new IOException($"'{path}' cannot be examined: {new Win32Exception(error).Message}.");
    }

    /// <summary>The user as whom this process acts.</summary>
    [SupportedOSPlatform("linux")]
    public static uint EffectiveUser() => Geteuid();

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Geteuid();
}
