using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DeepRec;

/// <summary>Loads TorchSharp's own native library on a system whose libstdc++ is older than the one it was linked with.</summary>
/// <remarks>
/// Of the version it needs, it names one symbol and never refers to it. In a copy that need is marked weak; the copy is loaded, and
/// TorchSharp's calls find it by its internal name. SECURITY.md explains how the copy is protected.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class RelaxedShim
{
    /// <summary>Loads the relaxed copy from the user's own data, or else from a new temporary folder that is removed at once.</summary>
    /// <exception cref="InvalidDataException">The library is not one that can be relaxed.</exception>
    /// <exception cref="IOException">There is no private place to load a copy from, or the copy does not load either.</exception>
    public static RelaxedShimLocation Load(string shim)
    {
        var content = ElfRelaxation.Relax(File.ReadAllBytes(shim), ElfRelaxation.Libstdcxx);
        var reason = "";
        try
        {
            return new(LoadFrom(UserFolder(), shim, content), WhyTemporary: null);
        }
        catch (Exception exception) when (IsNoPlace(exception))
        {
            reason = LoaderText.Of(exception);
        }

        try
        {
            return new(LoadFromTemporaryFolder(shim, content), reason);
        }
        catch (Exception exception) when (IsNoPlace(exception))
        {
            throw new IOException($"{reason.TrimEnd('.')}; in a temporary folder: {LoaderText.Of(exception).TrimEnd('.')}.", exception);
        }
    }

    // No entry point: a glibc before 2.28, which cannot say who owns a file.
    private static bool IsNoPlace(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or DllNotFoundException or EntryPointNotFoundException;

    private static string LoadFrom(string folder, string shim, byte[] content)
    {
        var path = RelaxedCopy.Place(folder, shim, content);
        NativeLibrary.Load(path);
        return path;
    }

    private static string UserFolder()
    {
        const Environment.SpecialFolder local = Environment.SpecialFolder.LocalApplicationData;
        var root = Environment.GetFolderPath(local, Environment.SpecialFolderOption.DoNotVerify);
        return root.Length > 0
            ? PrivateFolder.Ensure(root, "DeepRec", "native")
            : throw new IOException("The user has no folder for application data.");
    }

    private static string LoadFromTemporaryFolder(string shim, byte[] content)
    {
        PrivateFolder.RequireTrustedRoot(Path.GetTempPath());
        var folder = Directory.CreateTempSubdirectory("DeepRec-").FullName; // mode 0700, a name not used before
        try
        {
            PrivateFolder.RequirePrivate(folder, folder: true);
            return LoadFrom(folder, shim, content);
        }
        finally
        {
            Directory.Delete(folder, recursive: true); // what is loaded stays loaded
        }
    }
}
