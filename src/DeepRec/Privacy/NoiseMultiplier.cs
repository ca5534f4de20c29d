namespace DeepRec;

/// <summary>How much noise a target of privacy asks for.</summary>
public static class NoiseMultiplier
{
    private const double Least = 0.05;
    private const double Most = 1e6;
    private const double Tolerance = 1e-3; // of ε

    /// <summary>
    /// The least σ, to a thousandth of ε, with which steps stay within (ε, δ) by <see cref="PrivacyLossAccountant"/>. The answer holds the target; it never passes it.
    /// </summary>
    /// <param name="epsilon">ε, above 0.</param>
    /// <param name="delta">δ, from 1e-10 and below 1.</param>
    /// <param name="sampleRate">q, the chance that a unit is drawn in a step: above 0, at most 1.</param>
    /// <param name="steps">How many steps, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">No noise up to a million times what a unit gives is enough.</exception>
    public static double For(double epsilon, double delta, double sampleRate, long steps)
    {
        Check(epsilon, delta, sampleRate, steps);
        double high = ForRenyi(epsilon, delta, sampleRate, steps), low = high; // what Rényi divergences ask for is enough
        double EpsilonOf(double sigma) => new PrivacyLossAccountant([new PrivacyPhase(sigma, sampleRate, steps)], bias: 1e-4 * Math.Min(1, epsilon)).Epsilon(delta);
        double atHigh = Math.Log(EpsilonOf(high) / epsilon), atLow = atHigh;
        for (double factor = 0.9; atLow <= 0 && low > Least; factor *= factor) (low, atLow) = (Math.Max(Least, low * factor), Math.Log(EpsilonOf(Math.Max(Least, low * factor)) / epsilon));
        if (atLow <= 0) return low;

        // The false position of Illinois, in logarithms, where ε over σ is nearly a straight line.
        double weight = 1;
        for (int i = 0; i < 60 && atHigh < -Tolerance; i++)
        {
            double share = Math.Clamp(atLow / (atLow - (weight * (atHigh + (Tolerance / 2)))), 0.01, 0.99);
            double middle = low * Math.Pow(high / low, share), at = Math.Log(EpsilonOf(middle) / epsilon);
            if (at > 0) (low, atLow, weight) = (middle, at, weight / 2);
            else (high, atHigh, weight) = (middle, at, 1);
        }

        return high;
    }

    /// <summary>The least σ by <see cref="RenyiAccountant"/>: quicker to find, and some percent more noise.</summary>
    /// <inheritdoc cref="For"/>
    public static double ForRenyi(double epsilon, double delta, double sampleRate, long steps)
    {
        Check(epsilon, delta, sampleRate, steps);
        double EpsilonOf(double sigma) => new RenyiAccountant(new PrivacyPhase(sigma, sampleRate, steps)).Epsilon(delta);
        double low = Least, high = 1;
        while (EpsilonOf(high) > epsilon)
        {
            (low, high) = (high, high * 2);
            if (high > Most) throw new ArgumentException($"No noise up to {Most:G2} times what a unit gives holds ({epsilon:G3}, {delta:G3}) over {steps:N0} steps. Raise Epsilon or Delta, or lower the steps.", nameof(epsilon));
        }

        while (high / low > 1 + 1e-6)
        {
            double middle = Math.Sqrt(low * high);
            if (EpsilonOf(middle) > epsilon) low = middle;
            else high = middle;
        }

        return high;
    }

    private static void Check(double epsilon, double delta, double sampleRate, long steps)
    {
        if (!(epsilon > 0 && double.IsFinite(epsilon))) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Epsilon must be a finite number above 0.");
        if (delta is not (>= 1e-10 and < 1)) throw new ArgumentOutOfRangeException(nameof(delta), delta, "Delta must be at least 1e-10 and below 1.");
        PrivacyPhase.CheckRate(sampleRate, nameof(sampleRate));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
    }
}
