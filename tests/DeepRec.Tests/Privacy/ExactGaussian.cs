using MathNet.Numerics;

namespace DeepRec.Tests.Privacy;

/// <summary>
/// The truth for steps without sampling: T steps of deviation σ are one of σ/√T, and δ(ε) = Φ(μ/2 − ε/μ) − e^ε Φ(−μ/2 − ε/μ) with μ = √T/σ.
/// Balle and Wang, "Improving the Gaussian Mechanism for Differential Privacy", ICML 2018, theorem 8.
/// </summary>
internal static class ExactGaussian
{
    public static double Delta(double epsilon, double mu) => Phi((mu / 2) - (epsilon / mu)) - (Math.Exp(epsilon) * Phi(-(mu / 2) - (epsilon / mu)));

    public static double Epsilon(double delta, double mu)
    {
        double low = 0, high = 1000;
        while (high - low > 1e-12 * high)
        {
            double middle = (low + high) / 2;
            if (Delta(middle, mu) > delta) low = middle;
            else high = middle;
        }

        return high;
    }

    private static double Phi(double z) => SpecialFunctions.Erfc(-z / Math.Sqrt(2)) / 2;
}
