using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DeepRec;

/// <summary>
/// The C library's allocator on Linux. As it is, each tensor of 32 MiB or more is memory fresh from the system and goes back to it when freed: a training
/// step over a large table then spends its time on faulting pages in and clearing them. Told to keep what is freed, it hands out the same pages again.
/// </summary>
internal static class NativeAllocator
{
    private const int TrimThreshold = -1, TopPad = -2, MaximumMaps = -4; // names of mallopt(3)

    /// <summary>Tells it so, where it is glibc's and nothing forbids it. Once is enough; again does no harm.</summary>
    /// <returns>Whether it was told.</returns>
    public static bool Tune()
    {
        if (!OperatingSystem.IsLinux() || NativePlatform.Current.RuntimeIdentifier != "linux-x64" || RuntimeSwitch.AllocatorTuning.IsSet) return false;
        const int kept = int.MaxValue, grownBy = 64 << 20; // 2 GiB are kept; the heap grows by 64 MiB
        try
        {
            return Set(MaximumMaps, 0) != 0 && Set(TrimThreshold, kept) != 0 && Set(TopPad, grownBy) != 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false; // another C library
        }
    }

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(int parameter, int value);
}
