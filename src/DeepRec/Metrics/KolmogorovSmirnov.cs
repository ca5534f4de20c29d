namespace DeepRec;

/// <summary>Whether two samples of numbers come from one distribution.</summary>
internal static class KolmogorovSmirnov
{
    // Terms of the tail's series; it falls as exp(−2 j² λ²).
    private const int Terms = 100;

    /// <summary>The largest difference of the two shares of numbers at or below a point (Smirnov 1939).</summary>
    /// <param name="first">Shape [n], 1 or more.</param>
    /// <param name="second">Shape [m], 1 or more.</param>
    public static double Distance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double[] a = first.ToArray(), b = second.ToArray();
        Array.Sort(a);
        Array.Sort(b);
        double largest = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            double at = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= at) i++;
            while (j < b.Length && b[j] <= at) j++;
            largest = Math.Max(largest, Math.Abs(((double)i / a.Length) - ((double)j / b.Length)));
        }

        return largest;
    }

    /// <summary>The chance of such a distance or a larger one between samples of one continuous distribution: Kolmogorov's tail 2 Σ (−1)^(j−1) exp(−2 j² λ²), λ = (√k + 0.12 + 0.11/√k) D, k = n m / (n + m) (Stephens, JRSS B 32, 1970).</summary>
    public static double PValue(double distance, int first, int second)
    {
        double root = Math.Sqrt((double)first * second / (first + (double)second)), scaled = (root + 0.12 + (0.11 / root)) * distance;
        if (scaled < 0.2) return 1; // the series has not converged there; the tail is 1 to twelve places
        double sum = 0;
        for (int j = 1; j <= Terms; j++) sum += (j % 2 == 1 ? 1 : -1) * Math.Exp(-2.0 * j * j * scaled * scaled);
        return Math.Clamp(2 * sum, 0, 1);
    }
}
