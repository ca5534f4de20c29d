using System.Buffers;

namespace DeepRec.Encoders;

/// <summary>The vectors of a row's different tokens, each by its weight and by how often it occurs, as a sum of weights whose squares add up to 1; an empty row is zero.</summary>
/// <param name="tokens">E. [V, D]</param>
/// <param name="weights">w, by token; empty: 1 each.</param>
/// <param name="isSublinear">Whether a token that occurs n times counts 1 + ln n times; else n times.</param>
internal sealed class TextBagReader(TableRows tokens, float[] weights, bool isSublinear) : RowReader
{
    private MatrixKernels _kernels = MatrixKernels.Starting;

    public override int Width => tokens.Width;

    public override void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x)
    {
        x.Clear();
        if (ids.IsEmpty) return;
        int[] rented = ArrayPool<int>.Shared.Rent(ids.Length);
        var sorted = rented.AsSpan(0, ids.Length);
        ids.CopyTo(sorted);
        sorted.Sort();
        double squares = 0;
        for (int i = 0, end; i < sorted.Length; i = end)
        {
            end = EndOf(sorted, i);
            double weight = WeightOf(sorted[i], end - i);
            squares += weight * weight;
        }

        double norm = squares == 0 ? 1 : Math.Sqrt(squares);
        var kernels = MatrixKernels.Current(ref _kernels);
        for (int i = 0, end; i < sorted.Length; i = end)
        {
            end = EndOf(sorted, i);
            kernels.AddScaled((float)(WeightOf(sorted[i], end - i) / norm), tokens[sorted[i]], x);
        }

        ArrayPool<int>.Shared.Return(rented);
    }

    private double WeightOf(int token, int count) => (isSublinear ? 1 + Math.Log(count) : count) * (weights.Length == 0 ? 1 : weights[token]);

    // Where the next token begins.
    private static int EndOf(ReadOnlySpan<int> sorted, int start)
    {
        int end = start + 1;
        while (end < sorted.Length && sorted[end] == sorted[start]) end++;
        return end;
    }
}
