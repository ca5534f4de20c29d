using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// The vectors of <see cref="ItemPanels"/> in 8 bits a number, for a first pass that reads a quarter of the memory: x_i = s c_i + r_i with c_i whole numbers
/// from −127 to 127, s = max |x| / 127 over the items of a panel. For any query q = t p + e with p whole numbers no score of a panel's items exceeds
/// <code>
/// t s ⟨p, c_i⟩ + ‖q‖ m + ‖e‖ n        n = max ‖x_i‖ + ‖r_i‖        m = max ‖r_i‖ + n · rounding
/// </code>
/// A panel of which no item's bound reaches a score need not be looked at: a search by this pass and the true scores of what it leaves finds what a search
/// without it finds.
/// </summary>
/// <remarks>Immutable; safe from many threads. Memory: a byte a number, and 1.5 bytes an item.</remarks>
internal sealed class CodePanels
{
    /// <summary>The greatest whole number of a query: two products of two with codes of 8 bits then fit in 16 bits with their sign.</summary>
    public const int QueryLimit = 32;

    /// <summary>What codes are kept above their value, so as to have no sign.</summary>
    public const int Offset = 128;

    private const int Most = 127;

    // No sum of codes is as far from 0.
    private const int Beyond = 1 << 30;

    private readonly byte[] _codes; // [panels, quads, 16, 4]
    private readonly double[] _fineness; // 1 / s. [panels]
    private readonly double[] _margins; // m. [panels]
    private readonly double[] _lengths; // n. [panels]

    private CodePanels(ItemPanels items)
    {
        Quads = (items.Width + 7) / 8 * 2;
        _codes = new byte[(long)items.Panels * 4 * Quads * ItemPanels.Items];
        (_fineness, _margins, _lengths) = (new double[items.Panels], new double[items.Panels], new double[items.Panels]);
    }

    /// <summary>How many fours of numbers a vector has: an even count, filled up with zeros.</summary>
    public int Quads { get; }

    /// <summary>Makes the codes; <see langword="null"/> where a vector holds what is no finite number, or is too long for sums of 32 bits.</summary>
    public static CodePanels? Of(ItemPanels items)
    {
        if ((long)items.Width * QueryLimit * byte.MaxValue >= Beyond) return null;
        var codes = new CodePanels(items);
        for (int panel = 0; panel < items.Panels; panel++)
        {
            var values = items.Range(panel, 1);
            if (!TensorPrimitives.IsFiniteAll(values)) return null;
            codes.Set(panel, values);
        }

        return codes;
    }

    /// <summary>Some panels' codes, each plus <see cref="Offset"/>. Shape [count, quads, 16, 4].</summary>
    public ReadOnlySpan<byte> Codes(int first, int count) => _codes.AsSpan(first * Quads * 4 * ItemPanels.Items, count * Quads * 4 * ItemPanels.Items);

    /// <summary>What Σ p (c + 128) an item of a panel must exceed for its score to reach one.</summary>
    /// <param name="first">The first panel.</param>
    /// <param name="query">The query.</param>
    /// <param name="score">The score; −∞: all items exceed it.</param>
    /// <param name="thresholds">Shape [P]; filled.</param>
    public void Thresholds(int first, CodedQuery query, double score, Span<int> thresholds)
    {
        ref double fineness = ref _fineness[first], margin = ref _margins[first], length = ref _lengths[first];
        int panel = 0;
        for (; panel + 8 <= thresholds.Length; panel += 8)
        {
            nuint at = (nuint)panel, next = at + 4;
            var low = Threshold(Vector256.LoadUnsafe(ref fineness, at), Vector256.LoadUnsafe(ref margin, at), Vector256.LoadUnsafe(ref length, at), query, score);
            var high = Threshold(Vector256.LoadUnsafe(ref fineness, next), Vector256.LoadUnsafe(ref margin, next), Vector256.LoadUnsafe(ref length, next), query, score);
            (Vector256.ConvertToInt32(Vector256.Narrow(low, high)) + Vector256.Create(query.Offset)).StoreUnsafe(ref MemoryMarshal.GetReference(thresholds), at);
        }

        for (; panel < thresholds.Length; panel++)
        {
            var one = Threshold(Vector256.Create(_fineness[first + panel]), Vector256.Create(_margins[first + panel]), Vector256.Create(_lengths[first + panel]), query, score);
            thresholds[panel] = (int)(float)one.ToScalar() + query.Offset;
        }
    }

    // Lower by more than what rounding it to a whole number can raise it.
    private static Vector256<double> Threshold(Vector256<double> fineness, Vector256<double> margin, Vector256<double> length, CodedQuery query, double score)
    {
        var exact = (Vector256.Create(score) - margin * query.Length - length * query.Left) * query.Fineness * fineness;
        var held = Vector256.Min(Vector256.Max(exact, Vector256.Create((double)-Beyond)), Vector256.Create((double)Beyond));
        return held - Vector256.Abs(held) * 1e-6 - Vector256.Create(2.0);
    }

    private void Set(int panel, ReadOnlySpan<float> values)
    {
        double scale = Math.Abs((double)TensorPrimitives.MaxMagnitude(values)) / Most, rounding = (values.Length / ItemPanels.Items + 32) * Math.ScaleB(1, -24);
        var codes = _codes.AsSpan(panel * Quads * 4 * ItemPanels.Items);
        for (int item = 0; item < ItemPanels.Items; item++)
        {
            double left = 0, length = 0;
            for (int d = 0; d < values.Length / ItemPanels.Items; d++)
            {
                double value = values[d * ItemPanels.Items + item], code = scale > 0 ? Math.Clamp(Math.Round(value / scale), -Most, Most) : 0, rest = value - code * scale;
                codes[(d / 4 * ItemPanels.Items + item) * 4 + d % 4] = (byte)(code + Offset);
                (left, length) = (left + rest * rest, length + value * value);
            }

            (left, length) = (Math.Sqrt(left), Math.Sqrt(length));
            _margins[panel] = Math.Max(_margins[panel], (left + (length + left) * rounding) * (1 + 1e-5));
            _lengths[panel] = Math.Max(_lengths[panel], (length + left) * (1 + 1e-5));
        }

        _fineness[panel] = scale > 0 ? 1 / scale : 1e300; // items of zeros reach a score that is not above 0
    }
}
