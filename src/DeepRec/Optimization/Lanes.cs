using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>
/// Spans as a row of SIMD vectors whose last one may be ragged. A formula is written once, for vectors; there is no scalar twin to differ from it.
/// </summary>
internal static class Lanes
{
    /// <summary>The vector that starts at <paramref name="index"/>; past the end it holds zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ReadOnlySpan<T> source, int index) where T : unmanaged, INumberBase<T> =>
        source.Length - index >= Vector<T>.Count ? Vector.LoadUnsafe(in MemoryMarshal.GetReference(source), (nuint)index) : LoadRagged(source[index..]);

    /// <summary>Stores the lanes that lie within <paramref name="destination"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> vector, Span<T> destination, int index) where T : unmanaged, INumberBase<T>
    {
        if (destination.Length - index >= Vector<T>.Count)
            vector.StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)index);
        else
            StoreRagged(vector, destination[index..]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<T> LoadRagged<T>(ReadOnlySpan<T> source) where T : unmanaged, INumberBase<T>
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        lanes.Clear();
        source.CopyTo(lanes);
        return new Vector<T>(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreRagged<T>(Vector<T> vector, Span<T> destination) where T : unmanaged, INumberBase<T>
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        vector.CopyTo(lanes);
        lanes[..destination.Length].CopyTo(destination);
    }
}
