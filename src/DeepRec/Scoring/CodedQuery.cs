using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>A query in whole numbers of 16 bits, q = t p + e, for <see cref="CodePanels"/>.</summary>
/// <param name="Step">t; 0 where the query is none that a first pass can be made with.</param>
/// <param name="Length">‖q‖, not less.</param>
internal readonly record struct CodedQuery(float Step, float Length)
{
    // Beyond these a number of 32 bits loses its places, or a length its bounds.
    private const float Least = 1e-20f, Greatest = 1e15f;

    /// <summary>Writes p down.</summary>
    /// <param name="query">q.</param>
    /// <param name="limit">The greatest whole number.</param>
    /// <param name="pairs">Shape [width / 2]; filled: two numbers each, the first in the low half.</param>
    public static CodedQuery Of(ReadOnlySpan<float> query, int limit, Span<int> pairs)
    {
        float most = Math.Abs(TensorPrimitives.MaxMagnitude(query));
        if (!(most is >= Least and <= Greatest)) return default;
        var step = most / limit;
        var numbers = MemoryMarshal.Cast<int, short>(pairs);
        numbers.Clear();
        double length = 0;
        for (int d = 0; d < query.Length; d++)
        {
            numbers[d] = (short)Math.Clamp(Math.Round(query[d] / (double)step), -limit, limit);
            length += (double)query[d] * query[d];
        }

        return new CodedQuery(step, (float)(Math.Sqrt(length) * (1 + 1e-5)));
    }
}
