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

    /// <summary>Moves weights and what is remembered of them, all three of one length. The last vector reaches back: what it shares with the one before it comes to the same from the same numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move<T, TFormula>(in TFormula formula, Span<T> weights, Span<T> remembered, ReadOnlySpan<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : struct, IFormula<T>
    {
        if (weights.Length < Vector<T>.Count)
        {
            var all = formula.Move(Load(weights, 0), Load(remembered, 0), Load(gradient, 0));
            Store(all.Weights, weights, 0);
            Store(all.Remembered, remembered, 0);
            return;
        }

        ref T w = ref MemoryMarshal.GetReference(weights), r = ref MemoryMarshal.GetReference(remembered), g = ref MemoryMarshal.GetReference(gradient);
        nuint last = (nuint)(weights.Length - Vector<T>.Count);
        var end = formula.Move(Vector.LoadUnsafe(ref w, last), Vector.LoadUnsafe(ref r, last), Vector.LoadUnsafe(ref g, last));
        for (nuint at = 0; at < last; at += (nuint)Vector<T>.Count)
        {
            var moved = formula.Move(Vector.LoadUnsafe(ref w, at), Vector.LoadUnsafe(ref r, at), Vector.LoadUnsafe(ref g, at));
            moved.Weights.StoreUnsafe(ref w, at);
            moved.Remembered.StoreUnsafe(ref r, at);
        }

        end.Weights.StoreUnsafe(ref w, last);
        end.Remembered.StoreUnsafe(ref r, last);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<T> LoadRagged<T>(ReadOnlySpan<T> source) where T : unmanaged, INumberBase<T>
    {
        var lanes = Vector<T>.Zero;
        ref T first = ref Unsafe.As<Vector<T>, T>(ref lanes);
        for (int i = 0; i < source.Length; i++) Unsafe.Add(ref first, i) = source[i];
        return lanes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreRagged<T>(Vector<T> vector, Span<T> destination) where T : unmanaged, INumberBase<T>
    {
        ref T first = ref Unsafe.As<Vector<T>, T>(ref vector);
        for (int i = 0; i < destination.Length; i++) destination[i] = Unsafe.Add(ref first, i);
    }
}
