namespace DeepRec.Preprocessing;

/// <summary>A column's range in training and the range it is brought to, fitted.</summary>
internal sealed record FittedScaleToRange(string Column, float Minimum, float Maximum, float Low, float High, bool ClipOutside) : FittedStep
{
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
