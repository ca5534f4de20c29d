namespace DeepRec;

/// <summary>
/// The privacy loss ln P(x) / Q(x) of one step, x drawn from P, on the whole multiples of a width: the distribution that dominates the true one and agrees with it in δ(ε) at every multiple.
/// What lies between two multiples is shared out to both so that its mass under P and under Q stays ("connect the dots", Doroshenko et al., PoPETs 2022). Nothing is rounded down.
/// </summary>
internal sealed class PrivacyLosses
{
    private const double Reach = 9.5; // deviations; 1e-21 lies beyond

    private PrivacyLosses(int first, double[] masses, double infinite) => (First, Masses, Infinite) = (first, masses, infinite);

    /// <summary>The multiple of the first mass.</summary>
    public int First { get; }

    /// <summary>The mass of each multiple of the width from <see cref="First"/> on.</summary>
    public double[] Masses { get; }

    /// <summary>What is counted as told outright.</summary>
    public double Infinite { get; }

    /// <summary>How far the losses of a step spread.</summary>
    public static double Spread(PrivacyPhase phase) => Loss(phase, 1 + (Reach * phase.NoiseMultiplier)) - Loss(phase, -Reach * phase.NoiseMultiplier);

    /// <param name="phase">The step.</param>
    /// <param name="isRemoved">Whether P is with the unit, (1 − q) N(0, σ²) + q N(1, σ²), and Q, N(0, σ²), without it; else the other way round.</param>
    /// <param name="width">The distance of the multiples.</param>
    public static PrivacyLosses Of(PrivacyPhase phase, bool isRemoved, double width)
    {
        double most = Loss(phase, 1 + (Reach * phase.NoiseMultiplier)), least = Loss(phase, -Reach * phase.NoiseMultiplier);
        if (!isRemoved) (least, most) = (-most, -least);
        int first = (int)Math.Floor(least / width), last = (int)Math.Ceiling(most / width);
        var masses = new double[last - first + 1];
        double from = Point(phase, isRemoved, first * width);
        var (before, _) = isRemoved ? MassesOf(phase, double.NegativeInfinity, from) : Reversed(MassesOf(phase, from, double.PositiveInfinity));
        masses[0] = before;
        for (int i = first; i < last; i++)
        {
            double to = Point(phase, isRemoved, (i + 1) * width);
            var (p, q) = isRemoved ? MassesOf(phase, from, to) : Reversed(MassesOf(phase, to, from));
            double upper = Math.Clamp((p - Math.Exp((i * width) + Math.Log(q))) / -SmallNumbers.ExpMinusOne(-width), 0, p);
            masses[i - first] += p - upper;
            masses[i - first + 1] += upper;
            from = to;
        }

        var (beyond, _) = isRemoved ? MassesOf(phase, from, double.PositiveInfinity) : Reversed(MassesOf(phase, double.NegativeInfinity, from));
        return new PrivacyLosses(first, masses, beyond);
    }

    // ln((1 − q) + q e^{(2x − 1) / (2σ²)}), which grows with x.
    private static double Loss(PrivacyPhase phase, double x)
    {
        double exponent = ((2 * x) - 1) / (2 * phase.NoiseMultiplier * phase.NoiseMultiplier), q = phase.SampleRate;
        if (q == 1) return exponent;
        return exponent > 0 ? exponent + Math.Log(q + ((1 - q) * Math.Exp(-exponent))) : SmallNumbers.LogPlusOne(q * SmallNumbers.ExpMinusOne(exponent));
    }

    // Where the loss is this one; it falls with x where a unit is added.
    private static double Point(PrivacyPhase phase, bool isRemoved, double loss)
    {
        if (!isRemoved) loss = -loss;
        double q = phase.SampleRate, exponent = loss;
        if (q < 1)
        {
            double grown = SmallNumbers.ExpMinusOne(loss) / q;
            if (grown <= -1) return double.NegativeInfinity;
            exponent = double.IsFinite(grown) ? SmallNumbers.LogPlusOne(grown) : loss - Math.Log(q);
        }

        return (phase.NoiseMultiplier * phase.NoiseMultiplier * exponent) + 0.5;
    }

    // With the unit, and without.
    private static (double Mixture, double Alone) MassesOf(PrivacyPhase phase, double from, double to)
    {
        double deviation = phase.NoiseMultiplier, alone = GaussianTails.Between(from / deviation, to / deviation);
        return (((1 - phase.SampleRate) * alone) + (phase.SampleRate * GaussianTails.Between((from - 1) / deviation, (to - 1) / deviation)), alone);
    }

    private static (double Alone, double Mixture) Reversed((double Mixture, double Alone) masses) => (masses.Alone, masses.Mixture);
}
