using System.Numerics;

namespace DeepRec.Encoders;

/// <summary>Products of <see cref="ObservedRatings"/> with dense matrices, at the observed places alone. Written once for both float types.</summary>
internal static class ObservedSums
{
    /// <summary>sums_s += Σ_e c_e · table_u(e) over the ratings e of item s.</summary>
    /// <param name="observed">N ratings of S items.</param>
    /// <param name="table">Shape [V × H].</param>
    /// <param name="sums">Shape [S × H].</param>
    /// <param name="width">H.</param>
    public static void Gather<T>(ObservedRatings observed, ReadOnlySpan<T> table, Span<T> sums, int width) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int item = 0; item < observed.Items; item++)
        {
            var sum = sums.Slice(item * width, width);
            for (int entry = observed.Offsets[item]; entry < observed.Offsets[item + 1]; entry++)
            {
                if (observed.Values[entry] != 0) AddScaled(table.Slice(observed.Users[entry] * width, width), T.CreateTruncating(observed.Values[entry]), sum);
            }
        }
    }

    /// <summary>The transposed pass: table_u(e) += c_e · gradients_s.</summary>
    /// <param name="observed">N ratings of S items.</param>
    /// <param name="gradients">Shape [S × H].</param>
    /// <param name="table">Shape [V × H].</param>
    /// <param name="width">H.</param>
    public static void Spread<T>(ObservedRatings observed, ReadOnlySpan<T> gradients, Span<T> table, int width) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int item = 0; item < observed.Items; item++)
        {
            var gradient = gradients.Slice(item * width, width);
            for (int entry = observed.Offsets[item]; entry < observed.Offsets[item + 1]; entry++)
            {
                if (observed.Values[entry] != 0) AddScaled(gradient, T.CreateTruncating(observed.Values[entry]), table.Slice(observed.Users[entry] * width, width));
            }
        }
    }

    /// <summary>products_row(e) = ⟨codes_s, table_u(e)⟩ for each rating e of item s.</summary>
    /// <param name="observed">N ratings of S items.</param>
    /// <param name="codes">Shape [S × H].</param>
    /// <param name="table">Shape [V × H].</param>
    /// <param name="products">Shape [N].</param>
    /// <param name="width">H.</param>
    public static void Multiply<T>(ObservedRatings observed, ReadOnlySpan<T> codes, ReadOnlySpan<T> table, Span<T> products, int width) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int item = 0; item < observed.Items; item++)
        {
            var code = codes.Slice(item * width, width);
            for (int entry = observed.Offsets[item]; entry < observed.Offsets[item + 1]; entry++)
            {
                products[observed.Rows[entry]] = Dot(code, table.Slice(observed.Users[entry] * width, width));
            }
        }
    }

    /// <summary>The gradients of <see cref="Multiply"/>: codes_s += g_e · table_u(e) and table_u(e) += g_e · codes_s.</summary>
    /// <param name="observed">N ratings of S items.</param>
    /// <param name="gradients">g, shape [N].</param>
    /// <param name="codes">Shape [S × H].</param>
    /// <param name="table">Shape [V × H].</param>
    /// <param name="codeGradients">Shape [S × H].</param>
    /// <param name="tableGradients">Shape [V × H].</param>
    /// <param name="width">H.</param>
    public static void MultiplyBack<T>(ObservedRatings observed, ReadOnlySpan<T> gradients, ReadOnlySpan<T> codes, ReadOnlySpan<T> table, Span<T> codeGradients, Span<T> tableGradients, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int item = 0; item < observed.Items; item++)
        {
            var code = codes.Slice(item * width, width);
            var codeGradient = codeGradients.Slice(item * width, width);
            for (int entry = observed.Offsets[item]; entry < observed.Offsets[item + 1]; entry++)
            {
                var g = gradients[observed.Rows[entry]];
                AddScaled(table.Slice(observed.Users[entry] * width, width), g, codeGradient);
                AddScaled(code, g, tableGradients.Slice(observed.Users[entry] * width, width));
            }
        }
    }

    private static void AddScaled<T>(ReadOnlySpan<T> x, T factor, Span<T> sum) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Vector<T>.Count, i = 0;
        var c = new Vector<T>(factor);
        for (; i <= sum.Length - lanes; i += lanes) (new Vector<T>(sum[i..]) + (c * new Vector<T>(x[i..]))).CopyTo(sum[i..]);
        for (; i < sum.Length; i++) sum[i] += factor * x[i];
    }

    private static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Vector<T>.Count, i = 0;
        Vector<T> first = Vector<T>.Zero, second = Vector<T>.Zero; // two, so that additions need not wait for each other
        for (; i <= x.Length - (2 * lanes); i += 2 * lanes)
        {
            first += new Vector<T>(x[i..]) * new Vector<T>(y[i..]);
            second += new Vector<T>(x[(i + lanes)..]) * new Vector<T>(y[(i + lanes)..]);
        }

        var sum = Vector.Sum(first + second);
        for (; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
