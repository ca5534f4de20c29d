namespace DeepRec;

/// <summary>
/// Adds up the privacy loss itself, as a distribution on a fine grid, by fast Fourier transforms: nearly the least ε there is, for adding and for removing a unit, whichever is the larger. On the
/// grid every step is a little worse than it is, never better, so that the answer errs upward: by some 1e-4 of ε, and by 1e-14 of δ.
/// </summary>
/// <remarks>
/// Some tenths of a second for thousands of steps. Koskela, Jälkö and Honkela, "Computing Tight Differential Privacy Guarantees Using FFT", AISTATS 2020; the grid by Doroshenko et al., "Connect the Dots", PoPETs 2022;
/// that both directions may be composed apart, and for steps chosen one after the other, by Zhu, Dong and Wang, "Optimal Accounting of Differential Privacy via Characteristic Function", AISTATS 2022.
/// Do not ask for δ below 1e-10: rounding of the transforms would be in the answer, and it is refused.
/// </remarks>
public sealed class PrivacyLossAccountant : PrivacyAccountant
{
    private const double LeastDelta = 1e-10;
    private const double Coarsest = 5e-4;
    private const int MostCells = 1 << 20; // of one step
    private readonly Lazy<PrivacyLossSum[]> _sums;

    /// <summary>Accounts for phases, of which each may have been chosen after those before it.</summary>
    public PrivacyLossAccountant(params IReadOnlyList<PrivacyPhase> phases) : this(phases, bias: 1e-5)
    {
    }

    /// <param name="phases">The phases.</param>
    /// <param name="bias">About what the grid may add to ε.</param>
    internal PrivacyLossAccountant(IReadOnlyList<PrivacyPhase> phases, double bias) : base(phases)
    {
        PrivacyPhase[] taken = [.. Phases.Where(phase => phase.Steps > 0)];
        _sums = new Lazy<PrivacyLossSum[]>(() =>
        {
            // A step on the grid has a mean that is about width² / 12 larger.
            double width = Math.Min(Coarsest, Math.Sqrt(12 * bias / taken.Sum(phase => (double)phase.Steps)));
            width = Math.Max(width, taken.Max(PrivacyLosses.Spread) / MostCells);
            return [new PrivacyLossSum(taken, isRemoved: true, width), new PrivacyLossSum(taken, isRemoved: false, width)];
        });
    }

    private protected override double EpsilonOf(double delta)
    {
        if (delta < LeastDelta) throw new ArgumentOutOfRangeException(nameof(delta), delta, "Below a Delta of 1e-10 the transforms' rounding would be in the answer. Ask a RenyiAccountant.");
        return _sums.Value.Max(sum => sum.Epsilon(delta));
    }

    private protected override double DeltaOf(double epsilon) => _sums.Value.Max(sum => sum.Delta(epsilon));
}
