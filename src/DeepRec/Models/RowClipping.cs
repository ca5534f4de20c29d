namespace DeepRec.Models;

/// <summary>Lengths of rows' gradients, and what shortens them.</summary>
internal static class RowClipping
{
    private const double Smallest = 1e-6; // as in PyTorch, and so that rounding does not pass the bound

    /// <summary>Summed in double precision.</summary>
    public static double SquaredLength(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += (double)value * value;
        return sum;
    }

    /// <summary>What to multiply a gradient of a length by so that it is at most as long as a bound; never above 1.</summary>
    public static double Factor(double length, double bound) => Math.Min(1, bound / (length * (1 + Smallest)));

    /// <summary>Multiplies rows, each by its factor. [n, D] and [n]</summary>
    public static void Scale(MatrixView rows, ReadOnlySpan<float> factors)
    {
        for (int i = 0; i < factors.Length; i++)
        {
            if (factors[i] == 1) continue;
            foreach (ref float value in rows[i]) value *= factors[i];
        }
    }
}
