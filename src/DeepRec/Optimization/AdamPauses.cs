using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>
/// Adam's steps without a gradient, many at once. Each shrinks m by β₁ and v by β₂, so that all of them together move a weight by
/// <code>
/// Σ_j r_j β₁ʲ m / (√(β₂ʲ v) + e_j) = m Σ_j a_j / (√v + q_j),   a_j = r_j (β₁ / √β₂)ʲ,   q_j = e_j / √β₂ʲ,   j = 1, 2, …
/// </code>
/// with r_j and e_j the rate and the ε of a step, both with their bias corrections. As q_j hardly changes while a_j vanishes, the sum is a short series about q = q₁:
/// <code>
/// m u (c₀ − u c₁ + u² c₂),   u = 1 / (√v + q),   c_n = Σ_j a_j (q_j − q)ⁿ
/// </code>
/// whose next term, u³ c₃, tells whether that is exact in single precision. Not thread-safe.
/// </summary>
internal sealed class AdamPauses
{
    private const double Negligible = 1e-10; // of a first moment
    private const double Precision = 1e-6; // of what a pause moves, which is a small part of the weight
    private const int Powers = 4;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _root; // √β₂
    private readonly int _reach; // steps after which the first moment is negligible
    private readonly double[] _kept1; // β₁ᵏ
    private readonly double[] _kept2; // β₂ᵏ
    private readonly double[] _recent; // Σ_j a_j q_jⁿ of a pause of k steps that ends now, [k, n]
    private readonly List<double> _ended = []; // of a pause that began longer ago, by its beginning: [step, n]
    private readonly List<(double Rate, double Smallest)> _steps = [];
    private readonly AdamPause[] _known; // of this step's pauses, by how long they are; the first place is that of a longer one
    private readonly double _inverseRoot; // 1 / √β₂
    private long _origin; // the step before the first of those

    public AdamPauses(double beta1, double beta2)
    {
        (_beta1, _beta2, _root) = (beta1, beta2, Math.Sqrt(beta2));
        _inverseRoot = 1 / _root;
        _reach = Reach(beta1, beta2);
        (_kept1, _kept2) = (new double[_reach + 1], new double[_reach + 1]);
        for (int k = 0; k <= _reach; k++) (_kept1[k], _kept2[k]) = (Math.Pow(beta1, k), Math.Pow(beta2, k));
        _recent = new double[(_reach + 1) * Powers];
        _known = new AdamPause[_reach + 1];
    }

    /// <summary>Whether pauses can be summed up: the first moment vanishes soon, and ε is large enough for its cube.</summary>
    public static bool Suits(double beta1, double beta2, double epsilon) => epsilon >= 1e-10 && beta1 < 0.98 * Math.Sqrt(beta2) && Reach(beta1, beta2) <= 1200;

    /// <summary>A step was taken.</summary>
    /// <param name="step">Its number; if it is no other than the last one's, nothing is new.</param>
    /// <param name="rate">r.</param>
    /// <param name="smallest">e.</param>
    public void Add(long step, double rate, double smallest)
    {
        if (_steps.Count == 0) _origin = step - 1;
        if (step == _origin + _steps.Count) return;
        if (step != _origin + _steps.Count + 1) throw new InvalidOperationException($"Step {step} does not follow step {_origin + _steps.Count}.");
        _steps.Add((rate, smallest));
        Sum();
    }

    /// <summary>Everything is up to date: pauses begin anew.</summary>
    public void Clear()
    {
        _steps.Clear();
        _ended.Clear();
        Array.Clear(_known);
    }

    /// <summary>The pause from after a step until now. Until the next call.</summary>
    /// <param name="since">The step; before the last one.</param>
    public ref readonly AdamPause Since(long since)
    {
        int missed = checked((int)(_origin + _steps.Count - since));
        ref var pause = ref _known[missed > _reach ? 0 : missed];
        if (pause.Missed == missed && pause.Since == since) return ref pause;
        pause = missed > _reach
            ? Make(since, missed, Math.Pow(_beta1, missed), Math.Pow(_beta2, missed), CollectionsMarshal.AsSpan(_ended)[((int)(since - _origin) * Powers)..])
            : Make(since, missed, _kept1[missed], _kept2[missed], _recent.AsSpan(missed * Powers));
        return ref pause;
    }

    /// <summary>The steps of a pause that matter, one by one, for a weight whose series has not converged.</summary>
    public ReadOnlySpan<(double Rate, double Smallest)> Steps(in AdamPause pause) =>
        CollectionsMarshal.AsSpan(_steps).Slice((int)(pause.Since - _origin), Math.Min(pause.Missed, _reach));

    private AdamPause Make(long since, int missed, double kept1, double kept2, ReadOnlySpan<double> sums)
    {
        double q = _steps[(int)(since - _origin)].Smallest * _inverseRoot, c0 = sums[0];
        double c1 = sums[1] - (q * c0), c2 = sums[2] - (2 * q * sums[1]) + (q * q * c0), c3 = sums[3] - (3 * q * sums[2]) + (3 * q * q * sums[1]) - (q * q * q * c0);
        double limit = c0 == 0 ? 0 : Math.Abs(c3 / (Precision * c0));
        return new AdamPause(since, missed, (float)kept1, (float)kept2, (float)q, (float)c0, (float)c1, (float)c2, (float)limit);
    }

    private static int Reach(double beta1, double beta2) => beta1 == 0 ? 1 : (int)Math.Ceiling(Math.Log(Negligible) / Math.Log(beta1 / Math.Sqrt(beta2)));

    // From the pause that began a step later to the one before: Σ_j a_j q_jⁿ over j = 1, 2, … is the first step's part and β₁/√β₂ⁿ⁺¹ times what follows.
    private void Sum()
    {
        double f0 = _beta1 / _root, f1 = f0 / _root, f2 = f1 / _root, f3 = f2 / _root, s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int ages = Math.Min(_reach, _steps.Count);
        for (int age = 1; age <= ages; age++)
        {
            var (rate, e) = _steps[^age];
            double r1 = rate * e, r2 = r1 * e, r3 = r2 * e;
            (s0, s1, s2, s3) = (f0 * (rate + s0), f1 * (r1 + s1), f2 * (r2 + s2), f3 * (r3 + s3));
            var sums = _recent.AsSpan(age * Powers, Powers);
            (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
        }

        if (ages == _reach) _ended.AddRange(_recent.AsSpan(_reach * Powers, Powers));
    }
}
