using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>Inner products of all pairs of two sets of vectors, tile by tile in cache. Each is the same to the bit whatever else is in the batch.</summary>
internal static class DotProducts
{
    private const int BlockFloats = 1 << 15; // of the right side, so that it stays in the second cache while all of the left pass

    /// <summary>Adds ⟨left_b, right_i⟩ to scores[b, i].</summary>
    /// <param name="left">Shape [B × width].</param>
    /// <param name="right">Shape [I × width].</param>
    /// <param name="width">The length of a vector.</param>
    /// <param name="scores">Shape [B × I].</param>
    public static void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int width, Span<float> scores)
    {
        int batch = left.Length / width, items = right.Length / width;
        if (scores.Length != batch * items) throw new ArgumentException($"{scores.Length} places are not {batch} × {items}.", nameof(scores));
        int block = Math.Max(2, BlockFloats / width);
        for (int first = 0; first < items; first += block)
        {
            int last = Math.Min(items, first + block), b = 0;
            for (; b + 4 <= batch; b += 4)
            {
                int i = first;
                for (; i + 2 <= last; i += 2) Tile(left.Slice(b * width, 4 * width), right.Slice(i * width, 2 * width), width, scores[(b * items + i)..], items);
                for (; i < last; i++) Pairs(left.Slice(b * width, 4 * width), right.Slice(i * width, width), width, scores[(b * items + i)..], items);
            }

            for (; b < batch; b++)
            {
                for (int i = first; i < last; i++) Pairs(left.Slice(b * width, width), right.Slice(i * width, width), width, scores[(b * items + i)..], items);
            }
        }
    }

    private static void Pairs(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int width, Span<float> scores, int stride)
    {
        for (int b = 0; b * width < left.Length; b++)
        {
            var x = left.Slice(b * width, width);
            var sum = Vector<float>.Zero;
            for (int d = 0; d + Vector<float>.Count <= width; d += Vector<float>.Count) sum = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(in MemoryMarshal.GetReference(x), (nuint)d), Vector.LoadUnsafe(in MemoryMarshal.GetReference(right), (nuint)d), sum);
            scores[b * stride] += Sum(sum, x, right, width);
        }
    }

    // Four vectors by two: eight sums in registers.
    private static void Tile(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int width, Span<float> scores, int stride)
    {
        ref readonly float l = ref MemoryMarshal.GetReference(left);
        ref readonly float r = ref MemoryMarshal.GetReference(right);
        Vector<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        nuint row = (nuint)width;
        for (nuint d = 0; d + (nuint)Vector<float>.Count <= row; d += (nuint)Vector<float>.Count)
        {
            Vector<float> y0 = Vector.LoadUnsafe(in r, d), y1 = Vector.LoadUnsafe(in r, row + d);
            var x = Vector.LoadUnsafe(in l, d);
            (a0, a1) = (Vector.FusedMultiplyAdd(x, y0, a0), Vector.FusedMultiplyAdd(x, y1, a1));
            x = Vector.LoadUnsafe(in l, row + d);
            (b0, b1) = (Vector.FusedMultiplyAdd(x, y0, b0), Vector.FusedMultiplyAdd(x, y1, b1));
            x = Vector.LoadUnsafe(in l, 2 * row + d);
            (c0, c1) = (Vector.FusedMultiplyAdd(x, y0, c0), Vector.FusedMultiplyAdd(x, y1, c1));
            x = Vector.LoadUnsafe(in l, 3 * row + d);
            (d0, d1) = (Vector.FusedMultiplyAdd(x, y0, d0), Vector.FusedMultiplyAdd(x, y1, d1));
        }

        ReadOnlySpan<float> first = right[..width], second = right[width..];
        Put(a0, a1, left[..width], first, second, width, scores);
        Put(b0, b1, left.Slice(width, width), first, second, width, scores[stride..]);
        Put(c0, c1, left.Slice(2 * width, width), first, second, width, scores[(2 * stride)..]);
        Put(d0, d1, left.Slice(3 * width, width), first, second, width, scores[(3 * stride)..]);
    }

    private static void Put(Vector<float> sum0, Vector<float> sum1, ReadOnlySpan<float> x, ReadOnlySpan<float> first, ReadOnlySpan<float> second, int width, Span<float> scores)
    {
        scores[0] += Sum(sum0, x, first, width);
        scores[1] += Sum(sum1, x, second, width);
    }

    // The lanes, then what did not fill a vector.
    private static float Sum(Vector<float> lanes, ReadOnlySpan<float> x, ReadOnlySpan<float> y, int width)
    {
        float sum = Vector.Sum(lanes);
        for (int d = width - width % Vector<float>.Count; d < width; d++) sum += x[d] * y[d];
        return sum;
    }
}
