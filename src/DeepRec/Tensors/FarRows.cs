using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>
/// Rows of arrays that no near cache holds. Work on them waits for memory at one row after the other; when all are looked at first, memory answers for many at a time.
/// </summary>
internal static class FarRows
{
    /// <summary>How many rows to look at before they are worked on: what is known of them then stays in the first caches.</summary>
    public const int AtOnce = 64;

    private const int FarLength = 1 << 16; // with two moments that is more than a second cache of half a megabyte

    /// <summary>Whether an array of this length is far.</summary>
    public static bool AreOf(int length) => length >= FarLength;

    /// <summary>Looks at one number of each row; nothing where they are near.</summary>
    /// <param name="numbers">[V].</param>
    /// <param name="rows">At most a few hundred; one past the end is passed over.</param>
    public static void Touch(ReadOnlySpan<int> numbers, ReadOnlySpan<int> rows)
    {
        if (AreOf(numbers.Length)) Sum(numbers, rows);
    }

    /// <summary>Looks at each line of rows of two arrays, in turn; nothing where they are near.</summary>
    /// <param name="first">[V × D].</param>
    /// <param name="firstWidth">D.</param>
    /// <param name="second">[V × D₂].</param>
    /// <param name="secondWidth">D₂.</param>
    /// <param name="rows">At most <see cref="AtOnce"/>; one past the end is passed over.</param>
    public static void Touch<T>(ReadOnlySpan<T> first, int firstWidth, ReadOnlySpan<T> second, int secondWidth, ReadOnlySpan<int> rows) where T : unmanaged, INumberBase<T>
    {
        if (AreOf(first.Length)) Sum(first, firstWidth, second, secondWidth, rows);
    }

    // What is read must come to something, else it is not read.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Sum(ReadOnlySpan<int> numbers, ReadOnlySpan<int> rows)
    {
        int sum = 0;
        foreach (int row in rows)
        {
            if ((uint)row < (uint)numbers.Length) sum += numbers[row];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Sum<T>(ReadOnlySpan<T> first, int firstWidth, ReadOnlySpan<T> second, int secondWidth, ReadOnlySpan<int> rows) where T : unmanaged, INumberBase<T>
    {
        var sum = T.Zero;
        int count = Math.Min(first.Length / firstWidth, second.Length / secondWidth), line = AlignedMemory.Line / Unsafe.SizeOf<T>();
        bool isRagged = firstWidth % line != 0; // then a row may end in one line more
        ref T start = ref MemoryMarshal.GetReference(first), secondStart = ref MemoryMarshal.GetReference(second);
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)count) continue;
            ref T one = ref Unsafe.Add(ref start, (nint)row * firstWidth), other = ref Unsafe.Add(ref secondStart, (nint)row * secondWidth);
            nint i = 0;
            do sum += Unsafe.Add(ref one, i);
            while ((i += line) < firstWidth);
            i = 0;
            do sum += Unsafe.Add(ref other, i);
            while ((i += line) < secondWidth);
            if (isRagged) sum += Unsafe.Add(ref one, firstWidth - 1) + Unsafe.Add(ref other, secondWidth - 1);
        }

        return sum;
    }
}
