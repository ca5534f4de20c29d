namespace DeepRec.Preprocessing;

/// <summary>
/// Splits a category that is a text with several values, such as <c>Comedy|Drama</c>, into a column of several categories.
/// Values are trimmed, empty ones dropped, repeats within a row kept once.
/// </summary>
/// <remarks>Learns nothing; <see cref="CategoryVocabulary"/> or <see cref="HashCategory"/> goes after it.</remarks>
/// <param name="Column">A column of one category a row.</param>
public sealed record SplitCategories(string Column) : FittedStep
{
    /// <summary>The character between values.</summary>
    /// <value>Default <c>|</c>.</value>
    public char Separator { get; init; } = '|';

    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var column = rows.Column<CategoryColumn>(Column);

        // Each distinct text is split once; a last row without values stands for missing.
        var builder = new CategoriesColumnBuilder(Separator);
        foreach (string text in column.Values) builder.TryAppendText(text);
        builder.AppendMissing();
        int[] codes = column.Codes.ToArray();
        codes.AsSpan().Replace(CategoryColumn.Missing, column.Values.Count);

        var feature = new Feature(Column, FeatureKind.Categories, Derived.Role(rows.Schema[Column])) { Separator = Separator };
        return rows.With(feature, builder.Build().Select(codes));
    }
}
