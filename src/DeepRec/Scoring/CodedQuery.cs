using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>A query in whole numbers of 7 bits, q = t p + e, for <see cref="CodePanels"/>.</summary>
/// <param name="Fineness">1 / t; 0 where the query is none that a first pass can be made with.</param>
/// <param name="Length">‖q‖, not less.</param>
/// <param name="Left">‖e‖, not less.</param>
/// <param name="Offset">What sums have above ⟨p, c⟩ as codes have no sign.</param>
internal readonly record struct CodedQuery(double Fineness, double Length, double Left, int Offset)
{
    // Beyond these a number of 32 bits loses its places, or a length its bounds.
    private const float Least = 1e-20f, Greatest = 1e15f;

    /// <summary>Writes p down.</summary>
    /// <param name="query">q.</param>
    /// <param name="quads">Shape [quads]; filled: four numbers each, the first lowest.</param>
    public static CodedQuery Of(ReadOnlySpan<float> query, Span<int> quads)
    {
        float most = Math.Abs(TensorPrimitives.MaxMagnitude(query));
        if (!(most is >= Least and <= Greatest)) return default;
        double step = (double)most / CodePanels.QueryLimit;
        var numbers = MemoryMarshal.Cast<int, sbyte>(quads);
        numbers.Clear();
        double length = 0, left = 0;
        int offset = 0;
        for (int d = 0; d < query.Length; d++)
        {
            double number = Math.Clamp(Math.Round(query[d] / step), -CodePanels.QueryLimit, CodePanels.QueryLimit), rest = query[d] - number * step;
            numbers[d] = (sbyte)number;
            offset += CodePanels.Offset * (int)number;
            (length, left) = (length + (double)query[d] * query[d], left + rest * rest);
        }

        return new CodedQuery(1 / step, Math.Sqrt(length) * (1 + 1e-5), Math.Sqrt(left) * (1 + 1e-5), offset);
    }
}
