namespace DeepRec;

/// <summary>What a private training tells of a unit, and by what means. Stands in <see cref="TrainingReport.Privacy"/> and in the bundle.</summary>
/// <param name="Epsilon">ε, for the steps that were taken.</param>
/// <param name="Delta">δ.</param>
/// <param name="Unit">What is hidden.</param>
/// <param name="NoiseMultiplier">σ, the noise's deviation as a multiple of C.</param>
/// <param name="SampleRate">q, the chance that a unit was drawn in a step.</param>
/// <param name="Steps">How many steps.</param>
/// <param name="ClippingNorm">C, how long a unit's gradient could be.</param>
/// <param name="CryptographicNoise">Whether nobody can tell the noise again; if not, the guarantee holds only against those who do not know the seed.</param>
public sealed record PrivacySpent(
    double Epsilon, double Delta, PrivacyUnit Unit, double NoiseMultiplier, double SampleRate, long Steps, double ClippingNorm, bool CryptographicNoise);
