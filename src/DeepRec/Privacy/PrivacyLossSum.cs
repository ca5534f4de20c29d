using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace DeepRec;

/// <summary>
/// The distribution of the sum of the losses of all steps in one direction. Convolutions are products of Fourier transforms on a ring; a bound of Chernoff's says how wide the ring must be,
/// and what may come round is counted as told outright.
/// </summary>
internal sealed class PrivacyLossSum
{
    private const double LogTail = -34; // e⁻³⁴ = 1.7e-15 may come round the ring
    private const int MostCells = 1 << 23;
    private readonly double _width;
    private readonly long _first; // the multiple of the first mass
    private readonly double[] _masses;
    private readonly double _infinite;

    public PrivacyLossSum(IReadOnlyList<PrivacyPhase> phases, bool isRemoved, double width)
    {
        _width = width;
        (PrivacyLosses Losses, long Steps)[] steps = [.. phases.Select(phase => (PrivacyLosses.Of(phase, isRemoved, width), phase.Steps))];
        double lower = -Bound(steps, -1), upper = Bound(steps, 1);
        double cells = ((upper - lower) / width) + 3;
        if (!(cells <= MostCells)) throw new ArgumentException($"The privacy loss of these steps spreads over {upper - lower:G3}, too far to be worth an account: there is next to no noise. Raise the noise multiplier, or lower the sample rate or the number of steps.", nameof(phases));
        _first = (long)Math.Floor(lower / width);
        _masses = Convolved(steps, (int)BitOperations.RoundUpToPowerOf2((ulong)cells));
        _infinite = Math.Exp(LogTail) + steps.Sum(step => step.Steps * step.Losses.Infinite);
    }

    public double Delta(double epsilon)
    {
        double sum = _infinite;
        for (int i = _masses.Length - 1; i >= 0 && LossOf(i) > epsilon; i--) sum -= _masses[i] * SmallNumbers.ExpMinusOne(epsilon - LossOf(i));
        return sum;
    }

    // δ(ε) = Σ over losses l > ε of (1 − e^{ε − l}) m(l), whose terms are added from above until δ is met.
    public double Epsilon(double delta)
    {
        if (_infinite >= delta) return double.PositiveInfinity;
        double above = _infinite, scaled = 0; // Σ m, Σ e⁻ˡ m
        for (int i = _masses.Length - 1; i >= 0; i--)
        {
            double loss = LossOf(i);
            if (loss < 0 || above - (Math.Exp(loss) * scaled) > delta) break;
            above += _masses[i];
            scaled += _masses[i] * Math.Exp(-loss);
        }

        return above <= delta ? 0 : Math.Max(0, Math.Log((above - delta) / scaled));
    }

    private double LossOf(int cell) => (_first + cell) * _width;

    // On one side, what the sum passes with no more than the tail's chance: min over λ of (Σ ln E e^{λ l} − ln tail) / λ.
    private double Bound((PrivacyLosses Losses, long Steps)[] steps, int sign)
    {
        double least = double.PositiveInfinity;
        double[][] logs = [.. steps.Select(step => Array.ConvertAll(step.Losses.Masses, Math.Log))];
        for (double rate = 1.0 / 64; rate <= 1 << 14; rate *= 2)
        {
            double sum = -LogTail;
            for (int s = 0; s < steps.Length; s++) sum += steps[s].Steps * LogMean(logs[s], steps[s].Losses.First, sign * rate * _width);
            least = Math.Min(least, sum / rate);
        }

        return least;
    }

    private static double LogMean(double[] logs, int first, double rate)
    {
        double most = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < logs.Length; i++) most = Math.Max(most, logs[i] + (rate * (first + i)));
        for (int i = 0; i < logs.Length; i++) sum += Math.Exp(logs[i] + (rate * (first + i)) - most);
        return most + Math.Log(sum);
    }

    private double[] Convolved((PrivacyLosses Losses, long Steps)[] steps, int cells)
    {
        var product = new Complex[cells];
        Array.Fill(product, Complex.One);
        foreach (var (losses, count) in steps)
        {
            var ring = new Complex[cells];
            for (int i = 0; i < losses.Masses.Length; i++) ring[Wrapped(losses.First + i, cells)] += losses.Masses[i];
            Fourier.Forward(ring, FourierOptions.AsymmetricScaling);
            for (int i = 0; i < cells; i++) product[i] *= Power(ring[i], count);
        }

        Fourier.Inverse(product, FourierOptions.AsymmetricScaling);
        var masses = new double[cells];
        for (int i = 0; i < cells; i++) masses[i] = Math.Max(0, product[Wrapped(_first + i, cells)].Real);
        return masses;
    }

    private static int Wrapped(long multiple, int cells) => (int)(multiple & (cells - 1)); // of a power of two, also below 0

    private static Complex Power(Complex value, long exponent) =>
        value == Complex.Zero ? Complex.Zero : Complex.FromPolarCoordinates(Math.Exp(exponent * Math.Log(value.Magnitude)), Math.IEEERemainder(exponent * value.Phase, 2 * Math.PI));
}
