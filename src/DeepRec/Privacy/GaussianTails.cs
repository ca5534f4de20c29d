using MathNet.Numerics;

namespace DeepRec;

/// <summary>Tails of the normal distribution without loss of digits.</summary>
internal static class GaussianTails
{
    private const double Far = 20; // from where on the series is exact to 1e-15

    /// <summary>ln erfc(x), also where erfc itself is no longer above 0.</summary>
    public static double LogErfc(double x)
    {
        if (x < Far) return Math.Log(SpecialFunctions.Erfc(x));
        double r = 1 / (x * x); // Abramowitz and Stegun 7.1.23
        return -(x * x) - Math.Log(x * Math.Sqrt(Math.PI)) + Math.Log(1 - (r / 2) + (3 * r * r / 4) - (15 * r * r * r / 8));
    }

    /// <summary>P(Z &gt; z).</summary>
    public static double Above(double z) => SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;

    /// <summary>P(from &lt; Z ≤ to).</summary>
    public static double Between(double from, double to) => from > 0 ? Above(from) - Above(to) : Above(-to) - Above(-from);
}
