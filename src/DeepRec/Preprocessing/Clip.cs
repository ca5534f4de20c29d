namespace DeepRec.Preprocessing;

/// <summary>Sets numbers outside given bounds to the nearer bound. Missing values stay missing.</summary>
/// <remarks>Learns nothing; <see cref="Winsorize"/> finds its bounds in the data.</remarks>
public sealed record Clip : FittedStep
{
    /// <summary>States the bounds.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="minimum">The least value; <see cref="float.MinValue"/> for none.</param>
    /// <param name="maximum">The greatest value; <see cref="float.MaxValue"/> for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or the maximum lies below the minimum.</exception>
    public Clip(string column, float minimum, float maximum)
    {
        if (!float.IsFinite(minimum)) throw new ArgumentOutOfRangeException(nameof(minimum), minimum, "Bounds are finite.");
        if (!(maximum >= minimum) || !float.IsFinite(maximum)) throw new ArgumentOutOfRangeException(nameof(maximum), maximum, $"The maximum is finite and not below the minimum {minimum}.");
        (Column, Minimum, Maximum) = (column, minimum, maximum);
    }

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>The least value.</summary>
    public float Minimum { get; }

    /// <summary>The greatest value.</summary>
    public float Maximum { get; }

    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.With(Column, rows.Column<NumberColumn>(Column).Map(x => Math.Clamp(x, Minimum, Maximum)));
    }
}
