using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace DeepRec;

/// <summary>Which libtorch TorchSharp was built for, and which one is loaded.</summary>
internal static class LibtorchVersion
{
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate ulong ReadVersion();

    /// <summary>The version in the managed TorchSharp, read without starting it; null where it does not say.</summary>
    public static Version? Expected()
    {
        var field = typeof(torch).GetField("libtorchPackageVersion", BindingFlags.NonPublic | BindingFlags.Static);
        return field is { IsLiteral: true } && Version.TryParse(field.GetRawConstantValue() as string, out var version) ? version : null;
    }

    /// <summary>The version of a loaded <c>torch_cpu</c>; null where it has no such function (libtorch before 2.5).</summary>
    public static Version? Of(IntPtr torchCpu) =>
        NativeLibrary.TryGetExport(torchCpu, "aoti_torch_abi_version", out var function)
            ? Unpack(Marshal.GetDelegateForFunctionPointer<ReadVersion>(function)())
            : null;

    /// <summary>Whether a backend of that version serves a TorchSharp built for the other: libtorch keeps its interface within a minor version only.</summary>
    public static bool Serves(Version? found, Version? expected) =>
        expected is null || (found is not null && found.Major == expected.Major && found.Minor == expected.Minor);

    // Major, minor and patch in the three highest bytes.
    internal static Version Unpack(ulong version) => new((int)(version >> 56), (int)((version >> 48) & 0xFF), (int)((version >> 40) & 0xFF));
}
