namespace DeepRec.Preprocessing;

/// <summary>The category that stands in for missing ones, fitted; none where training had none.</summary>
internal sealed record FittedFillCategory(string Column, string? Value, bool AddsIndicator) : FittedStep
{
    internal override string? OnlyColumn => Column;

    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var column = rows.Column<CategoryColumn>(Column);
        if (AddsIndicator) rows = MissingIndicator.Add(rows, Column);
        return Value is null ? rows : rows.With(Column, Fill(column, Value));
    }

    private static CategoryColumn Fill(CategoryColumn column, string value)
    {
        var values = column.Values.ToList();
        int code = values.IndexOf(value);
        if (code < 0)
        {
            code = values.Count;
            values.Add(value);
        }

        int[] codes = column.Codes.ToArray();
        codes.AsSpan().Replace(CategoryColumn.Missing, code);
        return new CategoryColumn(codes, values);
    }
}
