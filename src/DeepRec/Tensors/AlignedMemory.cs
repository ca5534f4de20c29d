using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>Memory that begins where a line of the caches does, as that of parameters: a register's load from it crosses no line.</summary>
internal static class AlignedMemory
{
    /// <summary>The bytes that memory gives at once.</summary>
    public const int Line = 64;

    /// <summary>The most numbers that there may be.</summary>
    public static int MaxLength => Array.MaxLength - Line;

    /// <summary>Zeros.</summary>
    /// <param name="length">How many.</param>
    public static Memory<T> Allocate<T>(int length) where T : unmanaged
    {
        int room = Line / Unsafe.SizeOf<T>();
        var array = GC.AllocateArray<T>(length + room, pinned: true);
        int past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % Line) / Unsafe.SizeOf<T>();
        return array.AsMemory(past == 0 ? 0 : room - past, length);
    }
}
