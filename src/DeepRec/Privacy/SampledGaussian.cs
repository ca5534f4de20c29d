using MathNet.Numerics;

namespace DeepRec;

/// <summary>
/// The Rényi divergence of a step: ln E_{x ~ N(0, σ²)} [((1 − q) + q e^{(2x − 1) / (2σ²)})^α] / (α − 1), which bounds both directions. Mironov, Talwar and Zhang, "Rényi Differential Privacy of
/// the Sampled Gaussian Mechanism", 2019: section 3.3, for whole α a sum of α + 1 terms, for others two alternating series.
/// </summary>
internal static class SampledGaussian
{
    private const int MostTerms = 100_000;

    /// <param name="noiseMultiplier">σ.</param>
    /// <param name="sampleRate">q.</param>
    /// <param name="order">α, above 1.</param>
    public static double Divergence(double noiseMultiplier, double sampleRate, double order)
    {
        double variance = noiseMultiplier * noiseMultiplier;
        if (sampleRate == 1) return order / (2 * variance);
        double log = order == Math.Floor(order) ? Whole(variance, sampleRate, (int)order) : Broken(variance, sampleRate, order);
        return Math.Max(0, log) / (order - 1);
    }

    // Σ_k C(α, k) (1 − q)^(α − k) q^k e^{(k² − k) / (2σ²)}
    private static double Whole(double variance, double q, int order)
    {
        double sum = double.NegativeInfinity;
        for (int k = 0; k <= order; k++)
        {
            double term = SpecialFunctions.BinomialLn(order, k) + (k * Math.Log(q)) + ((order - k) * SmallNumbers.LogPlusOne(-q)) + (((double)k * k) - k) / (2 * variance);
            sum = Add(sum, term);
        }

        return sum;
    }

    // The expectation split where both parts of the mixture are alike, z = σ² ln(1/q − 1) + ½, and each half opened by the binomial series that converges there.
    private static double Broken(double variance, double q, double order)
    {
        double deviation = Math.Sqrt(variance), z = (variance * Math.Log((1 / q) - 1)) + 0.5;
        double positive = double.NegativeInfinity, negative = double.NegativeInfinity, coefficient = 0; // ln |C(α, k)|
        bool isNegative = false;
        for (int k = 0; k < MostTerms; k++)
        {
            double j = order - k;
            double below = coefficient + (k * Math.Log(q)) + (j * SmallNumbers.LogPlusOne(-q)) + (((double)k * k) - k) / (2 * variance) + HalfErfc((k - z) / (deviation * Math.Sqrt(2)));
            double above = coefficient + (j * Math.Log(q)) + (k * SmallNumbers.LogPlusOne(-q)) + ((j * j) - j) / (2 * variance) + HalfErfc((z - j) / (deviation * Math.Sqrt(2)));
            double both = Add(below, above);
            if (isNegative) negative = Add(negative, both);
            else positive = Add(positive, both);
            if (k > order && both < positive - 35) break;
            isNegative ^= j < 0;
            coefficient += Math.Log(Math.Abs(j) / (k + 1));
        }

        return negative == double.NegativeInfinity ? positive : positive + SmallNumbers.LogPlusOne(-Math.Exp(negative - positive));
    }

    private static double HalfErfc(double x) => GaussianTails.LogErfc(x) - Math.Log(2);

    // ln(e^a + e^b)
    private static double Add(double a, double b)
    {
        if (a < b) (a, b) = (b, a);
        return b == double.NegativeInfinity ? a : a + SmallNumbers.LogPlusOne(Math.Exp(b - a));
    }
}
