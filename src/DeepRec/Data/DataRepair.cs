namespace DeepRec;

/// <summary>
/// A repair that a <see cref="DataQualityReport"/> suggests. It is only a suggestion: read it, and add those that are right to a pipeline, where it
/// becomes a step.
/// </summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record DataRepair
{
    internal DataRepair(DataRepairKind kind, string? column, int rows, string why, string effect) => (Kind, Column, Rows, Why, Effect) = (kind, column, rows, why, effect);

    /// <summary>What it would do, as a word.</summary>
    public DataRepairKind Kind { get; }

    /// <summary>The column it is about; <see langword="null"/> where it is about whole rows.</summary>
    public string? Column { get; }

    /// <summary>How many rows are wrong.</summary>
    public int Rows { get; }

    /// <summary>What is wrong, a sentence.</summary>
    public string Why { get; }

    /// <summary>What the step would do, and when not to add it: sentences that begin with the step's name.</summary>
    public string Effect { get; }

    internal DataQualityOptions Options { get; init; } = DataQualityOptions.Default;

    internal TextCase Letters { get; init; }

    internal bool MeanLabel { get; init; }

    /// <summary>Both, for a person to read.</summary>
    public override string ToString() => $"{Why} {Effect}";
}
