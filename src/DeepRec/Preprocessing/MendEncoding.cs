namespace DeepRec.Preprocessing;

/// <summary>Reads texts again as UTF-8 that were written as that and read as Windows-1252, perhaps more than once: <c>CafÃ©</c> is <c>Café</c>. All others stay as they are.</summary>
/// <remarks>Learns nothing. In a pipeline it stands before steps that compare or encode the column.</remarks>
/// <param name="Column">A text, a category or several categories a row; also the column of users or items.</param>
public sealed record MendEncoding(string Column) : FittedStep
{
    internal override string? OnlyColumn => Column;

    internal override string? Corrects => Column;

    /// <summary>One text as it was meant.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TextForms.Mend(text);
    }

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return TextRewriting.Apply(rows, Column, TextForms.Mend);
    }
}
