namespace DeepRec;

/// <summary>
/// Adds up Rényi divergences of many orders, and turns them into (ε, δ) by the best of them:
/// <code>
/// ε = min over α of  ρ(α) + ln((α − 1) / α) − (ln δ + ln α) / (α − 1)
/// </code>
/// Quick and never too low, some percent above <see cref="PrivacyLossAccountant"/>. Steps: Mironov, Talwar and Zhang, "Rényi Differential Privacy of the Sampled Gaussian Mechanism", 2019.
/// Conversion: Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy", NeurIPS 2020, proposition 12; Balle et al., "Hypothesis Testing Interpretations and Rényi
/// Differential Privacy", AISTATS 2020, theorem 21.
/// </summary>
public sealed class RenyiAccountant : PrivacyAccountant
{
    private readonly double[] _divergences; // at Orders

    /// <summary>Accounts for phases, of which each may have been chosen after those before it.</summary>
    public RenyiAccountant(params IReadOnlyList<PrivacyPhase> phases) : base(phases) => _divergences = [.. Orders.Select(Divergence)];

    // 1.1, 1.2 … 10.9, 11 … 63, then further apart: what Opacus and TensorFlow Privacy look at, and a few above.
    internal static IReadOnlyList<double> Orders { get; } = [.. Enumerable.Range(1, 99).Select(x => 1 + (x / 10.0)), .. Enumerable.Range(11, 53).Select(x => (double)x), 80, 96, 128, 192, 256, 384, 512, 1024];

    /// <summary>The Rényi divergence ρ of all steps.</summary>
    /// <param name="order">α, above 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is not above 1, or above 100,000.</exception>
    public double Divergence(double order)
    {
        if (order is not (> 1 and <= 100_000)) throw new ArgumentOutOfRangeException(nameof(order), order, "Order must be above 1, and at most 100,000.");
        return Phases.Sum(phase => phase.Steps == 0 ? 0 : phase.Steps * SampledGaussian.Divergence(phase.NoiseMultiplier, phase.SampleRate, order));
    }

    /// <summary>ε by the first and looser conversion, ρ(α) + ln(1/δ) / (α − 1): that of Mironov 2017 and of figures published before 2020.</summary>
    internal double FirstEpsilon(double delta) => Least((order, divergence) => divergence - (Math.Log(delta) / (order - 1)));

    private protected override double EpsilonOf(double delta) =>
        Math.Max(0, Least((order, divergence) => divergence + Math.Log((order - 1) / order) - ((Math.Log(delta) + Math.Log(order)) / (order - 1))));

    private protected override double DeltaOf(double epsilon) =>
        Math.Exp(Least((order, divergence) => ((order - 1) * (divergence - epsilon + Math.Log((order - 1) / order))) - Math.Log(order)));

    private double Least(Func<double, double, double> bound)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < _divergences.Length; i++)
        {
            double value = bound(Orders[i], _divergences[i]);
            if (value < least) least = value;
        }

        return least;
    }
}
