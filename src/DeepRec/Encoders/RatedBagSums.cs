using System.Numerics;

namespace DeepRec.Encoders;

/// <summary>
/// The sums of <see cref="RatedHistoryEncoder"/> in one fused pass: a table's row is [y | x] of width 2 D, and a rating of value c adds y + c · x.
/// Written once for both float types.
/// </summary>
internal static class RatedBagSums
{
    /// <summary>sums_s += Σ_j (y_j + c_j x_j) over the ratings of bag s.</summary>
    /// <param name="table">[y | x], shape [V × 2 D].</param>
    /// <param name="ids">Shape [N].</param>
    /// <param name="ratings">In units of the label, shape [N].</param>
    /// <param name="offsets">Shape [S + 1].</param>
    /// <param name="scale">From ratings to c.</param>
    /// <param name="sums">Shape [S × D].</param>
    public static void Add<T>(ReadOnlySpan<T> table, ReadOnlySpan<long> ids, ReadOnlySpan<float> ratings, ReadOnlySpan<long> offsets, RatingScale scale, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int bags = offsets.Length - 1, width = bags == 0 ? 0 : sums.Length / bags;
        for (int bag = 0; bag < bags; bag++)
        {
            var sum = sums.Slice(bag * width, width);
            for (int entry = (int)offsets[bag]; entry < (int)offsets[bag + 1]; entry++)
            {
                AddRow(table.Slice((int)ids[entry] * 2 * width, 2 * width), scale.Of<T>(ratings[entry]), sum);
            }
        }
    }

    /// <summary>The transposed pass: adds the gradient of each bag's sum to that of the rows it was summed from.</summary>
    /// <param name="gradients">Of the sums, shape [S × D].</param>
    /// <param name="ids">Shape [N].</param>
    /// <param name="ratings">In units of the label, shape [N].</param>
    /// <param name="offsets">Shape [S + 1].</param>
    /// <param name="scale">From ratings to c.</param>
    /// <param name="table">Of the table, shape [V × 2 D].</param>
    public static void Spread<T>(ReadOnlySpan<T> gradients, ReadOnlySpan<long> ids, ReadOnlySpan<float> ratings, ReadOnlySpan<long> offsets, RatingScale scale, Span<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int bags = offsets.Length - 1, width = bags == 0 ? 0 : gradients.Length / bags;
        for (int bag = 0; bag < bags; bag++)
        {
            var gradient = gradients.Slice(bag * width, width);
            for (int entry = (int)offsets[bag]; entry < (int)offsets[bag + 1]; entry++)
            {
                SpreadRow(gradient, scale.Of<T>(ratings[entry]), table.Slice((int)ids[entry] * 2 * width, 2 * width));
            }
        }
    }

    /// <summary>sum += y + c · x of one row [y | x].</summary>
    public static void AddRow<T>(ReadOnlySpan<T> row, T value, Span<T> sum) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = sum.Length, lanes = Vector<T>.Count, i = 0;
        var c = new Vector<T>(value);
        for (; i <= width - lanes; i += lanes) (new Vector<T>(sum[i..]) + new Vector<T>(row[i..]) + (c * new Vector<T>(row[(width + i)..]))).CopyTo(sum[i..]);
        for (; i < width; i++) sum[i] += row[i] + (value * row[width + i]);
    }

    /// <summary>[y | x] += [g | c · g].</summary>
    public static void SpreadRow<T>(ReadOnlySpan<T> gradient, T value, Span<T> row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = gradient.Length, lanes = Vector<T>.Count, i = 0;
        var c = new Vector<T>(value);
        for (; i <= width - lanes; i += lanes)
        {
            var g = new Vector<T>(gradient[i..]);
            (new Vector<T>(row[i..]) + g).CopyTo(row[i..]);
            (new Vector<T>(row[(width + i)..]) + (c * g)).CopyTo(row[(width + i)..]);
        }

        for (; i < width; i++)
        {
            row[i] += gradient[i];
            row[width + i] += value * gradient[i];
        }
    }
}
