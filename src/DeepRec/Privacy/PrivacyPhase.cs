namespace DeepRec;

/// <summary>
/// Steps of one kind that touch private data: each draws every unit (a row, or a user with all of his rows) by itself with the same chance, sums what the
/// drawn ones give, each at most C long, and adds normal noise of deviation σ C to the sum. Immutable.
/// </summary>
/// <param name="NoiseMultiplier">σ, the noise's deviation as a multiple of the most that one unit can give. Above 0.</param>
/// <param name="SampleRate">q, the chance that a unit is drawn in a step. Above 0, at most 1.</param>
/// <param name="Steps">How many steps, from 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed record PrivacyPhase(double NoiseMultiplier, double SampleRate, long Steps)
{
    /// <summary>σ, the noise's deviation as a multiple of the most that one unit can give.</summary>
    public double NoiseMultiplier { get; init => field = CheckNoise(value, nameof(NoiseMultiplier)); } = CheckNoise(NoiseMultiplier, nameof(NoiseMultiplier));

    /// <summary>q, the chance that a unit is drawn in a step.</summary>
    public double SampleRate { get; init => field = CheckRate(value, nameof(SampleRate)); } = CheckRate(SampleRate, nameof(SampleRate));

    /// <summary>How many steps.</summary>
    public long Steps { get; init => field = CheckSteps(value, nameof(Steps)); } = CheckSteps(Steps, nameof(Steps));

    internal static double CheckRate(double value, string name) => value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "The sample rate must be above 0 and at most 1.");

    private static double CheckNoise(double value, string name) => value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "The noise multiplier must be a finite number above 0.");

    private static long CheckSteps(long value, string name) => value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "The number of steps must be 0 or more.");
}
