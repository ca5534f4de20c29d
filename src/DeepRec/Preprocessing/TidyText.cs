namespace DeepRec.Preprocessing;

/// <summary>
/// Gives spellings of one value one form: compatible characters alike (Unicode's form NFKC: full width as half width, ligatures as letters), no invisible ones, one blank in the place of any
/// run of white space, none at the ends, and if asked for all letters small or capital. What is empty then is missing.
/// </summary>
/// <remarks>
/// Learns nothing. In a pipeline it stands before steps that compare or encode the column. Ids are the recommender's too: it is trained on them in this form, and what asks it brings
/// them in this form, by <see cref="Of"/>.
/// </remarks>
/// <param name="Column">A text, a category or several categories a row; also the column of users or items.</param>
public sealed record TidyText(string Column) : FittedStep
{
    /// <summary>Which letters texts are written in.</summary>
    /// <value>Default <see cref="TextCase.Keep"/>.</value>
    public TextCase Letters { get; init; }

    internal override string? OnlyColumn => Column;

    internal override string? Corrects => Column;

    /// <summary>One text in this form.</summary>
    public string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TextForms.Tidy(text, Letters);
    }

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return TextRewriting.Apply(rows, Column, Of);
    }
}
