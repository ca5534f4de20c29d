namespace DeepRec.Preprocessing;

/// <summary>A column's range in training and the range it is brought to, fitted.</summary>
internal sealed record FittedScaleToRange(string Column, float Minimum, float Maximum, float Low, float High, bool ClipOutside) : FittedStep
{
    public float Minimum { get; } = float.IsFinite(Minimum) ? Minimum : throw new ArgumentOutOfRangeException(nameof(Minimum), Minimum, $"Column '{Column}': the minimum is finite.");

    public float Maximum { get; } = float.IsFinite(Maximum) ? Maximum : throw new ArgumentOutOfRangeException(nameof(Maximum), Maximum, $"Column '{Column}': the maximum is finite.");

    public float Low { get; } = float.IsFinite(Low) ? Low : throw new ArgumentOutOfRangeException(nameof(Low), Low, $"Column '{Column}': the range is finite.");

    public float High { get; } = float.IsFinite(High) && High >= Low ? High : throw new ArgumentOutOfRangeException(nameof(High), High, $"Column '{Column}': the range is finite and rises.");

    internal override string? OnlyColumn => Column;

    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.With(Column, Numbers.Of(rows, Column).Map(Scale));
    }

    private float Scale(float value)
    {
        double width = (double)Maximum - Minimum;
        if (width == 0) return Low;
        double scaled = Low + (((double)value - Minimum) / width * ((double)High - Low));
        return ClipOutside ? (float)Math.Clamp(scaled, Low, High) : Numbers.Saturate(scaled);
    }
}
