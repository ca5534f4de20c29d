namespace DeepRec;

/// <summary>What a <see cref="LeakageAudit"/> takes for a leak.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record LeakageAuditOptions
{
    /// <summary>What the split promises about time.</summary>
    /// <value>Default <see cref="SplitProtocol.Unstated"/>: found out from the rows.</value>
    public SplitProtocol Protocol { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Protocol is one of the names."); } = SplitProtocol.Unstated;

    /// <summary>
    /// From which share a column explains the label too well to be true: the square of a correlation, the share of the label's variance that a value tells of
    /// rows it was not counted on, or the share of pairs of rows that a number puts in the label's order.
    /// </summary>
    /// <value>Default 0.998: a correlation of 0.999. Above 0, 1 at most.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public double LabelShare { get; init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "LabelShare is above 0 and 1 at most."); } = 0.998;

    /// <summary>From which rank correlation, up or down, item ids are in the order of time.</summary>
    /// <value>Default 0.9; above 0, 1 at most.</value>
    /// <exception cref="ArgumentOutOfRangeException">The correlation is outside its range.</exception>
    public double IdOrderCorrelation { get; init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "IdOrderCorrelation is above 0 and 1 at most."); } = 0.9;

    /// <summary>The share of training rows that repeat a user and an item from which repeats are how the data is, and a pair in both parts at different times is no leak.</summary>
    /// <value>Default 0.01; from 0 to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public double NaturalRepeats { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "NaturalRepeats is from 0 to 1."); } = 0.01;

    /// <summary>Columns that are not looked at, such as one that gives the label away by right.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyCollection<string> IgnoredColumns { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];
}
