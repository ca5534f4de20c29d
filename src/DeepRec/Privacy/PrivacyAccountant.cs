namespace DeepRec;

/// <summary>
/// Says what is known of a single unit after all steps of some phases: (ε, δ), so that whatever comes out, seen or done with it later, is at most e^ε times as
/// likely with the unit among the data as without it, but for a chance of δ. Adding and removing a unit both count. Immutable, so safe from many threads.
/// </summary>
public abstract class PrivacyAccountant
{
    private protected PrivacyAccountant(IReadOnlyList<PrivacyPhase> phases)
    {
        ArgumentNullException.ThrowIfNull(phases);
        Phases = [.. phases];
        foreach (var phase in Phases) ArgumentNullException.ThrowIfNull(phase, nameof(phases));
    }

    /// <summary>What is accounted for; each may have been chosen after the results of those before it were seen.</summary>
    public IReadOnlyList<PrivacyPhase> Phases { get; }

    /// <summary>The least ε, from 0, that is proven to hold for a δ.</summary>
    /// <param name="delta">δ, above 0 and below 1. Below 1 / (units in the data), far below if it may be.</param>
    /// <returns>Infinity where none is proven.</returns>
    /// <exception cref="ArgumentOutOfRangeException">δ is out of range.</exception>
    public double Epsilon(double delta)
    {
        if (delta is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(delta), delta, "Delta must be above 0 and below 1.");
        return Phases.All(phase => phase.Steps == 0) ? 0 : EpsilonOf(delta);
    }

    /// <summary>The least δ, from 0 to 1, that is proven to hold for an ε.</summary>
    /// <param name="epsilon">ε, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative or no finite number.</exception>
    public double Delta(double epsilon)
    {
        if (!(epsilon >= 0 && double.IsFinite(epsilon))) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Epsilon must be a finite number from 0.");
        return Phases.All(phase => phase.Steps == 0) ? 0 : Math.Clamp(DeltaOf(epsilon), 0, 1);
    }

    private protected abstract double EpsilonOf(double delta);

    private protected abstract double DeltaOf(double epsilon);
}
