using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// The vectors of <see cref="ItemPanels"/> in 8 bits a number, for a first pass that reads a quarter of the memory: x_i = s c_i + r_i with c_i whole numbers
/// from −127 to 127, s for all items of a panel. For any query q = t p + e with p whole numbers no score of a panel's items exceeds
/// <code>
/// t s ⟨p, c_i⟩ + ‖q‖ m + ‖e‖ n        n = max ‖x_i‖ + ‖r_i‖        m = max ‖r_i‖ + n · rounding
/// </code>
/// A panel of which no item's bound reaches a score need not be looked at: a search by this pass and the true scores of what it leaves finds what a search
/// without it finds.
/// </summary>
/// <remarks>Immutable; safe from many threads. Memory: a byte a number, and 12 bytes a panel.</remarks>
internal sealed class CodePanels
{
    /// <summary>The greatest whole number of a query: two products with codes of 8 bits then fit in 16 bits with their sign.</summary>
    public const int QueryLimit = 64;

    /// <summary>How many numbers are summed in 16 bits, half of them in each of two sums.</summary>
    public const int Chunk = 64;

    /// <summary>What codes are kept above their value, so as to have no sign.</summary>
    public const int Offset = 128;

    private const int Most = 127;

    // Of whole numbers no half of a chunk is longer than 181: neither a query's, nor an item's, so that no sum of their products, as 181² = 32,761, goes
    // beyond 16 bits. Rounding makes a half longer by √32 / 2 at most.
    private const double LongestHalf = 181 - 2.83 - 1e-3;

    // No sum of codes is as far from 0.
    private const int Beyond = 1 << 30;

    // Shorter vectors are zeros, and what they were is left over.
    private const double LeastStep = 1e-20;

    private readonly byte[] _codes; // [panels, quads, 16, 4]
    private readonly float[] _fineness; // 1 / s. [panels]
    private readonly float[] _margins; // m / s. [panels]
    private readonly float[] _lengths; // n / s. [panels]

    private CodePanels(ItemPanels items)
    {
        Quads = (items.Width + 7) / 8 * 2;
        QueryLength = CodeKernels.LengthOf(Quads);
        _codes = new byte[(long)items.Panels * 4 * Quads * ItemPanels.Items];
        (_fineness, _margins, _lengths) = (new float[items.Panels], new float[items.Panels], new float[items.Panels]);
    }

    /// <summary>How many fours of numbers a vector has: an even count, filled up with zeros.</summary>
    public int Quads { get; }

    /// <summary>No vector is longer.</summary>
    public double Longest { get; private set; }

    /// <summary>How many fours of numbers a query has, and one for each chunk.</summary>
    public int QueryLength { get; }

    /// <summary>The least step by whose multiples a vector's numbers are neither beyond a limit nor a half of its chunks longer than sums allow; 0 for zeros.</summary>
    /// <param name="vector">Its numbers, each a stride behind the one before.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="width">How many there are.</param>
    /// <param name="limit">The limit.</param>
    public static double StepOf(ReadOnlySpan<float> vector, int stride, int width, int limit)
    {
        double greatest = 0, longest = 0;
        for (int first = 0; first < width; first += Chunk)
        {
            double low = 0, high = 0;
            for (int d = first; d < Math.Min(first + Chunk, width); d++)
            {
                double value = Math.Abs((double)vector[d * stride]);
                greatest = Math.Max(greatest, value);
                if (d % 4 < 2) low += value * value;
                else high += value * value;
            }

            longest = Math.Max(longest, Math.Max(low, high));
        }

        return Math.Max(greatest / limit, Math.Sqrt(longest) / LongestHalf);
    }

    /// <summary>Makes the codes; <see langword="null"/> where a vector holds what is no finite number, or is too long for sums of 32 bits.</summary>
    public static CodePanels? Of(ItemPanels items)
    {
        if ((long)items.Width * QueryLimit * Most >= Beyond) return null;
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

    /// <summary>What ⟨p, c⟩ an item of a panel must exceed for its score to reach one.</summary>
    /// <param name="first">The first panel.</param>
    /// <param name="query">The query.</param>
    /// <param name="score">The score; −∞: all items exceed it.</param>
    /// <param name="thresholds">Shape [P]; filled.</param>
    public void Thresholds(int first, CodedQuery query, double score, Span<int> thresholds)
    {
        double steps = Math.Min(score * query.Fineness, 1e38);
        if (!(steps > -1e30))
        {
            thresholds.Fill(-Beyond); // a number of 32 bits would no longer be sure to be low enough
            return;
        }

        ref float fineness = ref _fineness[first], margin = ref _margins[first], length = ref _lengths[first];
        Vector256<float> reached = Vector256.Create((float)steps), ofMargins = Vector256.Create(query.Steps), ofLengths = Vector256.Create(query.StepsLeft);
        int panel = 0;
        for (; panel + 8 <= thresholds.Length; panel += 8)
        {
            nuint at = (nuint)panel;
            Threshold(Vector256.LoadUnsafe(ref fineness, at), Vector256.LoadUnsafe(ref margin, at), Vector256.LoadUnsafe(ref length, at), reached, ofMargins, ofLengths).StoreUnsafe(ref MemoryMarshal.GetReference(thresholds), at);
        }

        for (; panel < thresholds.Length; panel++)
        {
            int at = first + panel;
            thresholds[panel] = Threshold(Vector256.Create(_fineness[at]), Vector256.Create(_margins[at]), Vector256.Create(_lengths[at]), reached, ofMargins, ofLengths).ToScalar();
        }
    }

    /// <summary>What no score of a panel's items is above.</summary>
    /// <param name="first">The first panel.</param>
    /// <param name="query">The query.</param>
    /// <param name="greatest">The greatest ⟨p, c⟩ of each panel. Shape [P].</param>
    /// <param name="bounds">Shape [P]; filled.</param>
    public void Bounds(int first, CodedQuery query, ReadOnlySpan<int> greatest, Span<float> bounds)
    {
        float step = (float)(1 / query.Fineness);
        ref float fineness = ref _fineness[first], margin = ref _margins[first], length = ref _lengths[first], bound = ref MemoryMarshal.GetReference(bounds);
        ref int sum = ref MemoryMarshal.GetReference(greatest);
        int panel = 0;
        for (; panel + 8 <= bounds.Length; panel += 8)
        {
            nuint at = (nuint)panel;
            Bound(Vector256.LoadUnsafe(ref sum, at), Vector256.LoadUnsafe(ref fineness, at), Vector256.LoadUnsafe(ref margin, at), Vector256.LoadUnsafe(ref length, at), query, step).StoreUnsafe(ref bound, at);
        }

        for (; panel < bounds.Length; panel++)
        {
            int at = first + panel;
            bounds[panel] = Bound(Vector256.Create(greatest[panel]), Vector256.Create(_fineness[at]), Vector256.Create(_margins[at]), Vector256.Create(_lengths[at]), query, step).ToScalar();
        }
    }

    /// <summary>Between which numbers an item's score lies, whose sums are known.</summary>
    /// <param name="panel">The item's panel.</param>
    /// <param name="query">The query, q = t p + e.</param>
    /// <param name="sum">Σ p c.</param>
    /// <param name="rest">e = t' p' + e'; where it is none that can be coded, nothing is known of it.</param>
    /// <param name="sumOfRest">Σ p' c.</param>
    public (float Least, float Most) Bounds(int panel, CodedQuery query, int sum, CodedQuery rest, int sumOfRest)
    {
        double ofRest = sumOfRest * ShareOf(query, rest), middle = sum + ofRest;
        double step = 1 / (query.Fineness * _fineness[panel]), slack = SlackOf(panel, query, rest, Math.Abs((double)sum) + Math.Abs(ofRest));
        return (MathF.BitDecrement((float)(step * (middle - slack))), MathF.BitIncrement((float)(step * (middle + slack))));
    }

    /// <summary>What no score of a panel's items is above, whose sums are known: nearer than by their greatest sum alone.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="query">The query, q = t p + e.</param>
    /// <param name="sums">Σ p c of each item. Shape [16].</param>
    /// <param name="rest">e = t' p' + e'; where it is none that can be coded, nothing is known of it.</param>
    /// <param name="sumsOfRest">Σ p' c of each item. Shape [16].</param>
    public float Bound(int panel, CodedQuery query, ReadOnlySpan<int> sums, CodedQuery rest, ReadOnlySpan<int> sumsOfRest)
    {
        var share = Vector256.Create((float)ShareOf(query, rest));
        Vector256<float> a = Vector256.ConvertToSingle(Vector256.Create(sums)), b = Vector256.ConvertToSingle(Vector256.Create(sums[8..]));
        Vector256<float> c = Vector256.ConvertToSingle(Vector256.Create(sumsOfRest)) * share, d = Vector256.ConvertToSingle(Vector256.Create(sumsOfRest[8..])) * share;
        double middle = Greatest(Vector256.Max(a + c, b + d)), size = Greatest(Vector256.Max(Vector256.Abs(a) + Vector256.Abs(c), Vector256.Abs(b) + Vector256.Abs(d)));
        return MathF.BitIncrement((float)((middle + SlackOf(panel, query, rest, size)) / (query.Fineness * _fineness[panel])));
    }

    // t' / t; 0 where nothing is known of the rest.
    private static double ShareOf(CodedQuery query, CodedQuery rest) => rest.Fineness > 0 ? query.Fineness / rest.Fineness : 0;

    // By how much a score may differ from what an item's sums say, in steps of query and panel; size is how great the sums are, which their rounding goes by.
    private double SlackOf(int panel, CodedQuery query, CodedQuery rest, double size)
    {
        double share = ShareOf(query, rest), left = share > 0 ? rest.StepsLeft * share + query.StepsLeft * 1e-6 : query.StepsLeft;
        return (double)query.Steps * _margins[panel] + left * _lengths[panel] + size * 1e-6;
    }

    private static float Greatest(Vector256<float> numbers)
    {
        var four = Vector128.Max(numbers.GetLower(), numbers.GetUpper());
        four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Math.Max(four[0], four[1]);
    }

    // Higher by more than what rounding can lower it, and what it loses among the least numbers.
    private static Vector256<float> Bound(Vector256<int> greatest, Vector256<float> fineness, Vector256<float> margin, Vector256<float> length, CodedQuery query, float step)
    {
        var sum = Vector256.ConvertToSingle(greatest);
        var slack = Vector256.Create(query.Steps) * margin + Vector256.Create(query.StepsLeft) * length;
        return (sum + slack + (Vector256.Abs(sum) + slack) * 4e-6f) / fineness * step + Vector256.Create(2 * float.Epsilon);
    }

    // Lower by more than what rounding can raise it: margins and lengths are greater by more than what they are rounded by.
    private static Vector256<int> Threshold(Vector256<float> fineness, Vector256<float> margin, Vector256<float> length, Vector256<float> reached, Vector256<float> ofMargins, Vector256<float> ofLengths)
    {
        var exact = reached * fineness - (ofMargins * margin + ofLengths * length);
        var held = Vector256.Min(Vector256.Max(exact, Vector256.Create((float)-Beyond)), Vector256.Create((float)Beyond));
        return Vector256.ConvertToInt32(held - Vector256.Abs(held) * 1e-6f - Vector256.Create(2f));
    }

    private void Set(int panel, ReadOnlySpan<float> values)
    {
        int width = values.Length / ItemPanels.Items;
        double scale = LeastStep, rounding = (width + 32) * Math.ScaleB(1, -24), margin = 0, longest = 0;
        for (int item = 0; item < ItemPanels.Items; item++) scale = Math.Max(scale, StepOf(values[item..], ItemPanels.Items, width, Most));
        var codes = _codes.AsSpan(panel * Quads * 4 * ItemPanels.Items);
        for (int item = 0; item < ItemPanels.Items; item++)
        {
            double left = 0, length = 0;
            for (int d = 0; d < width; d++)
            {
                double value = values[d * ItemPanels.Items + item], code = Math.Clamp(Math.Round(value / scale), -Most, Most), rest = value - code * scale;
                codes[(d / 4 * ItemPanels.Items + item) * 4 + d % 4] = (byte)(code + Offset);
                (left, length) = (left + rest * rest, length + value * value);
            }

            (left, length) = (Math.Sqrt(left), Math.Sqrt(length));
            margin = Math.Max(margin, left + (length + left) * rounding);
            longest = Math.Max(longest, length + left);
        }

        Longest = Math.Max(Longest, longest);
        (_fineness[panel], _margins[panel], _lengths[panel]) = ((float)(1 / scale), (float)(margin / scale * (1 + 1e-5)), (float)(longest / scale * (1 + 1e-5)));
    }
}
