using System.Buffers;
using System.Numerics;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// The pass that makes the vectors of a batch's rows, and its transpose:
/// h_b = (Σ_j (y_j + c_j x_j) − (y_own + c_own x_own)) / √max(n_b, 1), the sum over the bag of row b.
/// </summary>
/// <param name="Bags">The bags of the rows.</param>
/// <param name="Scale">From ratings to c.</param>
internal sealed record RatedBagWork(RatedBags Bags, RatingScale Scale)
{
    /// <summary>[V, 2 D] → [B, D].</summary>
    public Tensor Forward(Tensor table)
    {
        var vectors = zeros(Bags.Rows.shape[0], table.shape[1] / 2, table.dtype); // [B, D]
        if (table.dtype == ScalarType.Float64) Forward<double>(table, vectors);
        else Forward<float>(table, vectors);
        return vectors;
    }

    /// <summary>The gradient of the vectors → that of the table. [B, D] → [V, 2 D].</summary>
    public Tensor Backward(Tensor gradient, long[] shape)
    {
        var table = zeros(shape, gradient.dtype); // [V, 2 D]
        using var contiguous = gradient.contiguous();
        if (gradient.dtype == ScalarType.Float64) Backward<double>(contiguous, table);
        else Backward<float>(contiguous, table);
        return table;
    }

    private void Forward<T>(Tensor table, Tensor vectors) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = (int)vectors.shape[1];
        ReadOnlySpan<T> weights = TensorMemory.Span<T>(table);
        var target = TensorMemory.Span<T>(vectors);
        ReadOnlySpan<long> rows = TensorMemory.Span<long>(Bags.Rows), own = TensorMemory.Span<long>(Bags.OwnIds);
        ReadOnlySpan<float> counts = TensorMemory.Span<float>(Bags.Counts), ownRatings = TensorMemory.Span<float>(Bags.OwnRatings);
        int length = ((int)Bags.Offsets.shape[0] - 1) * width;
        var rented = ArrayPool<T>.Shared.Rent(length);
        var sums = rented.AsSpan(0, length);
        sums.Clear();
        RatedBagSums.Add(weights, TensorMemory.Span<long>(Bags.Ids), TensorMemory.Span<float>(Bags.Ratings), TensorMemory.Span<long>(Bags.Offsets), Scale, sums);
        Span<T> vector = new T[width];
        for (int b = 0; b < rows.Length; b++)
        {
            if (rows[b] < 0) continue;
            vector.Clear();
            if (own[b] > 0) RatedBagSums.AddRow(weights.Slice((int)own[b] * 2 * width, 2 * width), Scale.Of<T>(ownRatings[b]), vector);
            var sum = sums.Slice((int)rows[b] * width, width);
            var factor = Factor<T>(counts[b]);
            var row = target.Slice(b * width, width);
            for (int i = 0; i < width; i++) row[i] = (sum[i] - vector[i]) * factor;
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    private void Backward<T>(Tensor gradient, Tensor table) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = (int)gradient.shape[1];
        var target = TensorMemory.Span<T>(table);
        ReadOnlySpan<T> given = TensorMemory.Span<T>(gradient);
        ReadOnlySpan<long> rows = TensorMemory.Span<long>(Bags.Rows), own = TensorMemory.Span<long>(Bags.OwnIds);
        ReadOnlySpan<float> counts = TensorMemory.Span<float>(Bags.Counts), ownRatings = TensorMemory.Span<float>(Bags.OwnRatings);
        int length = ((int)Bags.Offsets.shape[0] - 1) * width;
        var rented = ArrayPool<T>.Shared.Rent(length);
        var sums = rented.AsSpan(0, length);
        sums.Clear();
        Span<T> vector = new T[width];
        for (int b = 0; b < rows.Length; b++)
        {
            if (rows[b] < 0) continue;
            var factor = Factor<T>(counts[b]);
            var row = given.Slice(b * width, width);
            var sum = sums.Slice((int)rows[b] * width, width);
            for (int i = 0; i < width; i++)
            {
                vector[i] = -row[i] * factor;
                sum[i] -= vector[i];
            }

            if (own[b] > 0) RatedBagSums.SpreadRow(vector, Scale.Of<T>(ownRatings[b]), target.Slice((int)own[b] * 2 * width, 2 * width));
        }

        RatedBagSums.Spread(sums, TensorMemory.Span<long>(Bags.Ids), TensorMemory.Span<float>(Bags.Ratings), TensorMemory.Span<long>(Bags.Offsets), Scale, target);
        ArrayPool<T>.Shared.Return(rented);
    }

    private static T Factor<T>(float count) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / T.Sqrt(T.CreateTruncating(Math.Max(count, 1)));
}
