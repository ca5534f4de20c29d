using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>
/// The vectors of <see cref="ItemPanels"/> in 8 bits a number, for a first pass that reads a quarter of the memory: x_i = s_i c_i + r_i with c_i whole numbers
/// from −127 to 127, s_i = max |x_i| / 127. With each item stands a bound m_i, so that for any query of whole numbers p, q = t p + e, no score exceeds
/// <code>
/// t s_i ⟨p, c_i⟩ + ‖q‖ m_i        m_i = ‖r_i‖ + (‖x_i‖ + ‖r_i‖) (‖e‖ / ‖q‖ + rounding)
/// </code>
/// An item whose bound is below a score need not be looked at: a search by this pass and the true scores of what it leaves finds what a search without it finds.
/// </summary>
/// <remarks>Immutable; safe from many threads. Memory: a byte a number, and 8 bytes an item.</remarks>
internal sealed class CodePanels
{
    private const int Most = 127;

    private readonly sbyte[] _codes; // [panels, width / 2, 16, 2]
    private readonly float[] _scales; // [panels · 16]
    private readonly float[] _margins; // [panels · 16]

    private CodePanels(ItemPanels items)
    {
        int slots = items.Panels * ItemPanels.Items;
        Pairs = (items.Width + 1) / 2;
        QueryLimit = (int)Math.Min(short.MaxValue, int.MaxValue / ((long)Most * 2 * Pairs));
        (_codes, _scales, _margins) = (new sbyte[(long)slots * 2 * Pairs], new float[slots], new float[slots]);
    }

    /// <summary>How many pairs of numbers a vector has; the last one may be half a zero.</summary>
    public int Pairs { get; }

    /// <summary>The greatest whole number of a query: sums of 32 bits hold all products.</summary>
    public int QueryLimit { get; }

    /// <summary>Makes the codes; <see langword="null"/> where a vector holds what is no finite number, or is too long for sums of 32 bits.</summary>
    public static CodePanels? Of(ItemPanels items)
    {
        var codes = new CodePanels(items);
        if (codes.QueryLimit < Most) return null;
        var vector = new float[items.Width];
        for (int item = 0; item < items.Count; item++)
        {
            items.CopyTo(item, vector);
            if (!TensorPrimitives.IsFiniteAll<float>(vector)) return null;
            codes.Set(item, vector);
        }

        return codes;
    }

    /// <summary>Some panels' codes. Shape [count, width / 2, 16, 2].</summary>
    public ReadOnlySpan<sbyte> Codes(int first, int count) => _codes.AsSpan(first * Pairs * 2 * ItemPanels.Items, count * Pairs * 2 * ItemPanels.Items);

    /// <summary>s of some panels' items.</summary>
    public ReadOnlySpan<float> Scales(int first, int count) => _scales.AsSpan(first * ItemPanels.Items, count * ItemPanels.Items);

    /// <summary>m of some panels' items.</summary>
    public ReadOnlySpan<float> Margins(int first, int count) => _margins.AsSpan(first * ItemPanels.Items, count * ItemPanels.Items);

    private void Set(int item, ReadOnlySpan<float> vector)
    {
        float scale = TensorPrimitives.MaxMagnitude(vector) is var most and not 0 ? Math.Abs(most) / Most : 0;
        var codes = _codes.AsSpan(item / ItemPanels.Items * ItemPanels.Items * 2 * Pairs);
        double left = 0, length = 0;
        for (int d = 0; d < vector.Length; d++)
        {
            double code = scale > 0 ? Math.Clamp(Math.Round(vector[d] / (double)scale), -Most, Most) : 0, rest = vector[d] - code * scale;
            codes[(d / 2 * ItemPanels.Items + item % ItemPanels.Items) * 2 + d % 2] = (sbyte)code;
            (left, length) = (left + rest * rest, length + (double)vector[d] * vector[d]);
        }

        (left, length) = (Math.Sqrt(left), Math.Sqrt(length));
        double query = Math.Sqrt(vector.Length) / (2.0 * QueryLimit), rounding = (vector.Length + 32) * Math.ScaleB(1, -24);
        _scales[item] = scale;
        _margins[item] = (float)((left + (length + left) * (query + rounding)) * (1 + 1e-5));
    }
}
