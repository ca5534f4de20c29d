namespace DeepRec.Preprocessing;

/// <summary>The number that stands in for missing ones, fitted.</summary>
internal sealed record FittedFillNumber(string Column, float Value, bool AddsIndicator) : FittedStep
{
    public float Value { get; } = float.IsFinite(Value) ? Value : throw new ArgumentOutOfRangeException(nameof(Value), Value, $"Column '{Column}': the number that stands in is finite.");

    internal override string? OnlyColumn => Column;

    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var column = Numbers.Of(rows, Column);
        float[] filled = column.Values.ToArray();
        for (int row = 0; row < filled.Length; row++) if (float.IsNaN(filled[row])) filled[row] = Value;

        if (AddsIndicator) rows = MissingIndicator.Add(rows, Column);
        return rows.With(Column, new NumberColumn(filled));
    }
}
