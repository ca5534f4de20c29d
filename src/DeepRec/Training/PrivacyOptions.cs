namespace DeepRec;

/// <summary>
/// Training with differential privacy, DP-SGD: a step draws units by chance, shortens the gradient of each to <see cref="ClippingNorm"/>, sums them, adds normal noise to every coordinate and divides by
/// how many units were to be expected. How much noise follows from (<see cref="Epsilon"/>, <see cref="Delta"/>) and the number of steps.
/// </summary>
/// <remarks>
/// Abadi et al., "Deep Learning with Differential Privacy", CCS 2016; accounts by <see cref="PrivacyLossAccountant"/>. The guarantee is of the learned weights, for adding or removing one unit. Vocabularies, constants of
/// preprocessing, start values by labels, and whatever else a bundle holds are not covered: see docs/privacy.md. Immutable.
/// </remarks>
public sealed record PrivacyOptions
{
    /// <summary>ε: the weights are at most e^ε times as likely with a unit as without it.</summary>
    /// <value>Default 3. Above 0. At most 1 is strong, above 10 says little by itself: Ponomareva et al., "How to DP-fy ML", JAIR 2023, section 5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Epsilon { get; init => field = Setting.Positive(value); } = 3;

    /// <summary>δ: but for this chance.</summary>
    /// <value>Default 1e-6. From 1e-10, below 1; well below 1 / (number of units).</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Delta { get; init => field = value is >= 1e-10 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Delta is from 1e-10 and below 1."); } = 1e-6;

    /// <summary>C: how long the gradient of a unit may be, all parameters together; longer ones are shortened to it.</summary>
    /// <value>Default 1. Above 0. With the learning rate the number to tune; on other data than what is to be private.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double ClippingNorm { get; init => field = Setting.Positive(value); } = 1;

    /// <summary>What is hidden: a row, or a user with all of his rows. A user's gradient is that of the mean loss of his rows.</summary>
    /// <value>Default <see cref="PrivacyUnit.User"/>: what a person would take for his privacy.</value>
    public PrivacyUnit Unit { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Unit is none of the named ones."); } = PrivacyUnit.User;

    /// <summary>
    /// Whether draws and noise come from the system's cryptographic generator. If not they follow from <see cref="TrainerOptions.Seed"/>, and the guarantee holds only against those who do not know
    /// the seed: for tests and comparisons.
    /// </summary>
    /// <value>Default <see langword="true"/>: the same seed then gives other weights each time.</value>
    public bool CryptographicNoise { get; init; } = true;
}
