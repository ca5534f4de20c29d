using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>A query in whole numbers of 7 bits, q = t p + e, for <see cref="CodePanels"/>.</summary>
/// <param name="Fineness">1 / t; 0 where the query is none that a first pass can be made with.</param>
/// <param name="Steps">‖q‖ / t, not less.</param>
/// <param name="StepsLeft">‖e‖ / t, not less.</param>
internal readonly record struct CodedQuery(double Fineness, float Steps, float StepsLeft)
{
    // Beyond these a number of 32 bits loses its places, or a length its bounds.
    private const float Least = 1e-20f, Greatest = 1e15f;

    /// <summary>Writes p down.</summary>
    /// <param name="query">q.</param>
    /// <param name="packed">Shape [<see cref="CodePanels.QueryLength"/>]; filled as <see cref="CodeKernels.Mark"/> has it.</param>
    public static CodedQuery Of(ReadOnlySpan<float> query, Span<int> packed)
    {
        float most = Math.Abs(TensorPrimitives.MaxMagnitude(query));
        if (!(most is >= Least and <= Greatest)) return default;
        double step = CodePanels.StepOf(query, stride: 1, query.Length, CodePanels.QueryLimit), fineness = 1 / step;
        var numbers = MemoryMarshal.Cast<int, sbyte>(packed);
        numbers.Clear();
        double length = 0, left = 0;
        for (int chunk = 0, first = 0; first < query.Length; chunk++, first += CodePanels.Chunk)
        {
            var codes = numbers.Slice(chunk * (CodePanels.Chunk + sizeof(int)) + sizeof(int));
            int low = 0, high = 0; // what the two sums of an item are to begin with, as codes stand above their values
            for (int d = first; d < Math.Min(first + CodePanels.Chunk, query.Length); d++)
            {
                int number = double.ConvertToIntegerNative<int>(double.MaxNative(-CodePanels.QueryLimit, double.MinNative(CodePanels.QueryLimit, Math.Round(query[d] * fineness))));
                double rest = query[d] - number * step;
                codes[d - first] = (sbyte)number;
                if (d % 4 < 2) low -= CodePanels.Offset * number;
                else high -= CodePanels.Offset * number;
                (length, left) = (length + (double)query[d] * query[d], left + rest * rest);
            }

            packed[chunk * (CodePanels.Chunk / 4 + 1)] = (ushort)low | (high << 16);
        }

        return new CodedQuery(fineness, (float)(Math.Sqrt(length) / step * (1 + 1e-5)), (float)(Math.Sqrt(left) / step * (1 + 1e-5)));
    }

    /// <summary>Writes e down, which may be coded in its turn.</summary>
    /// <param name="query">q.</param>
    /// <param name="packed">What <see cref="Of"/> wrote of it.</param>
    /// <param name="rest">Shape [width]; filled.</param>
    public void Rest(ReadOnlySpan<float> query, ReadOnlySpan<int> packed, Span<float> rest)
    {
        var numbers = MemoryMarshal.Cast<int, sbyte>(packed);
        for (int d = 0; d < query.Length; d++) rest[d] = (float)(query[d] - numbers[(d / CodePanels.Chunk + 1) * sizeof(int) + d] / Fineness);
    }
}
