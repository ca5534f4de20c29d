using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DeepRec;

/// <summary>Makes libtorch ready for use.</summary>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static volatile bool _loaded;

    /// <summary>
    /// Loads libtorch and TorchSharp's native library. DeepRec does this itself; call it first in code that uses TorchSharp before DeepRec.
    /// </summary>
    /// <remarks>
    /// <para>Loads once; later calls return at once. Safe from several threads. Sets no threads, no seed, no default type.</para>
    /// <para>
    /// On Linux with glibc it tells the allocator to keep freed memory for the next tensor (<c>mallopt</c>: no maps, no trimming below 2 GiB), for the whole
    /// process: steps over large tables need not fault in fresh pages each time, and the process stays as large as it once was. The switch
    /// <c>DeepRec.DisableAllocatorTuning</c>, or the environment variable <c>DEEPREC_DISABLE_ALLOCATOR_TUNING=1</c>, turns that off.
    /// </para>
    /// <para>
    /// TorchSharp 0.107 asks for a libstdc++ of GCC 13. On an older Linux (Debian 12, Ubuntu 22.04, RHEL 9) a copy of its library is
    /// loaded in which that one request is marked weak, from a folder of the user's own that nobody else can write. The switch
    /// <c>DeepRec.DisableNativeLibraryRelaxation</c>, or the environment variable <c>DEEPREC_DISABLE_NATIVE_LIBRARY_RELAXATION=1</c>,
    /// turns that off.
    /// </para>
    /// </remarks>
    /// <param name="logger">Told once, at the call that loads, when and from where such a copy was loaded; none by default.</param>
    /// <exception cref="TorchNotAvailableException">libtorch cannot be used here; the message says why, and the cure.</exception>
    public static void EnsureLoaded(ILogger? logger = null)
    {
        if (_loaded)
        {
            return;
        }

        lock (Gate)
        {
            if (!_loaded)
            {
                NativeAllocator.Tune(); // before the first tensor
                new TorchLoader(NativeSearchPath.OfProcess(), logger ?? NullLogger.Instance).Load();
                _loaded = true;
            }
        }
    }
}
