using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>The platform the process runs on, as NuGet names it, and how native libraries are called there.</summary>
/// <param name="RuntimeIdentifier">The portable identifier, such as <c>linux-x64</c>.</param>
/// <param name="Prefix">What comes before a library's name in its file name.</param>
/// <param name="Suffix">What comes after it.</param>
internal sealed record NativePlatform(string RuntimeIdentifier, string Prefix, string Suffix)
{
    /// <summary>The platforms for which TorchSharp 0.107 has native libraries.</summary>
    public static IReadOnlyList<string> Supported { get; } = ["linux-x64", "win-x64", "win-arm64", "osx-arm64"];

    public static NativePlatform Current { get; } = Detect();

    public bool IsSupported => Supported.Contains(RuntimeIdentifier);

    public string FileName(string library) => Prefix + library + Suffix;

    private static NativePlatform Detect()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        if (OperatingSystem.IsWindows())
        {
            return new("win-" + architecture, "", ".dll");
        }

        if (OperatingSystem.IsMacOS())
        {
            return new("osx-" + architecture, "lib", ".dylib");
        }

        return new((UsesMusl ? "linux-musl-" : "linux-") + architecture, "lib", ".so");
    }

    // A distribution's own .NET says "fedora.41-x64" or "alpine.3.21-x64"; Microsoft's says "linux-x64" or "linux-musl-x64".
    private static bool UsesMusl =>
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
        || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal);
}
