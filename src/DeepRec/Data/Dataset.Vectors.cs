namespace DeepRec;

public sealed partial class Dataset
{
    /// <summary>Adds a column of vectors beside a column of texts or ids: to each value the vector of a file that stands under it. A value that the file lacks has no vector.</summary>
    /// <remarks>
    /// The vectors are data like any other: those of a table of items are saved in the bundle, so that known items are served without the file. For rows and
    /// items that are new, add them in the same way before they are scored. Tables that rows are joined with already are left alone: add before joining.
    /// </remarks>
    /// <param name="column">A column of kind <see cref="FeatureKind.Text"/> or <see cref="FeatureKind.Category"/>; its values are looked up as they are.</param>
    /// <param name="vectors">The vectors by text or id.</param>
    /// <param name="name">The new column's name; <see langword="null"/>: the column's with <c>.vector</c> behind it.</param>
    /// <exception cref="ArgumentException">There is no such column, or one of the new name already.</exception>
    public Dataset WithVectors(string column, WordVectors vectors, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(vectors);
        name ??= column + ".vector";
        if (Schema.Contains(name)) throw new ArgumentException($"There is a column '{name}' already. Choose another name.", nameof(name));
        var keys = Column<CategoryColumn>(column);
        int[] rows = keys.CountValues();
        var found = vectors.ColumnOf(keys.Values.Select((key, code) => rows[code] > 0 ? key : null)); // a row for each distinct value
        int[] codes = [.. keys.Codes.ToArray().Select(code => code == CategoryColumn.Missing ? VectorColumn.Missing : found.Codes[code])];
        // What a vector of an id is about.
        var role = Schema[column].Role switch { FeatureRole.User => FeatureRole.UserFeature, FeatureRole.Item => FeatureRole.ItemFeature, var other => other };
        return With(Feature.Vector(name, vectors.Width, role), new VectorColumn(codes, found.Values.ToArray(), vectors.Width));
    }
}
