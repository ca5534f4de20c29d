using System.Diagnostics.CodeAnalysis;
using TorchSharp;

namespace DeepRec;

/// <summary>The folders in which a native library of the application may lie, whichever host runs it.</summary>
internal sealed class NativeSearchPath
{
    private readonly string[] _folders;

    public NativeSearchPath(IEnumerable<string> folders) =>
        _folders = [.. folders.Where(folder => folder.Length > 0).Select(Path.TrimEndingDirectorySeparator).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _folders.Select(folder => $"'{folder}'"));

    /// <summary>The search path of this process: the host's own folders, then those beside TorchSharp and the application.</summary>
    public static NativeSearchPath OfProcess()
    {
        var host = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        return new NativeSearchPath(
        [
            .. host.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            .. WithRuntimes(TorchSharpFolder()),
            .. WithRuntimes(AppContext.BaseDirectory),
        ]);
    }

    /// <summary>The full path of the first file of that name, or null.</summary>
    public string? Find(string fileName) =>
        _folders.Select(folder => Path.GetFullPath(Path.Combine(folder, fileName))).FirstOrDefault(File.Exists);

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Empty in a single-file application, where the host's own list has the folder.")]
    private static string TorchSharpFolder() => Path.GetDirectoryName(typeof(torch).Assembly.Location) ?? "";

    private static string[] WithRuntimes(string folder) =>
        folder.Length == 0 ? [] : [folder, Path.Combine(folder, "runtimes", NativePlatform.Current.RuntimeIdentifier, "native")];
}
