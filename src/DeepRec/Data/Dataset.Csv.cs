using System.Diagnostics.CodeAnalysis;

namespace DeepRec;

[SuppressMessage("ApiDesign", "RS0026", Justification = "The overloads differ in required parameters.")]
public sealed partial class Dataset
{
    /// <summary>Reads a CSV file by the attributes of a row type.</summary>
    /// <typeparam name="TRow">A row type as for <see cref="FeatureSchema.Of{TRow}"/>. Ids and categories get the text that values of the property's type have, so that <c>007</c> is the <see cref="int"/> 7.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written; default: commas, a header, UTF-8.</param>
    /// <exception cref="DatasetException">A value, a row or the header does not suit; the message names column, row, value and cure.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Dataset FromCsv<TRow>(string path, CsvOptions? options = null)
    {
        using var stream = InputFile.Open(path);
        return RowAccessors<TRow>.Instance.Canonical(CsvTable.Read(stream, FeatureSchema.Of<TRow>(), options, $"'{path}'"));
    }

    /// <summary>Reads CSV from a stream by the attributes of a row type.</summary>
    /// <inheritdoc cref="FromCsv{TRow}(string, CsvOptions?)"/>
    /// <param name="stream">The data, read from where the stream stands to its end; stays open.</param>
    /// <param name="options">How it is written; default: commas, a header, UTF-8.</param>
    public static Dataset FromCsv<TRow>(Stream stream, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return RowAccessors<TRow>.Instance.Canonical(CsvTable.Read(stream, FeatureSchema.Of<TRow>(), options, "The stream"));
    }

    /// <summary>Reads the columns of a schema from a CSV file; other columns are passed over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">What the columns mean.</param>
    /// <param name="options">How the file is written; default: commas, a header, UTF-8.</param>
    /// <exception cref="DatasetException">A value, a row or the header does not suit; the message names column, row, value and cure.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Dataset FromCsv(string path, FeatureSchema schema, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        using var stream = InputFile.Open(path);
        return CsvTable.Read(stream, schema, options, $"'{path}'");
    }

    /// <summary>Reads the columns of a schema from a stream of CSV; other columns are passed over.</summary>
    /// <inheritdoc cref="FromCsv(string, FeatureSchema, CsvOptions?)"/>
    /// <param name="stream">The data, read from where the stream stands to its end; stays open.</param>
    /// <param name="schema">What the columns mean.</param>
    /// <param name="options">How the data is written; default: commas, a header, UTF-8.</param>
    public static Dataset FromCsv(Stream stream, FeatureSchema schema, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        return CsvTable.Read(stream, schema, options, "The stream");
    }

    /// <summary>Reads a CSV file whose columns are guessed: <see cref="CsvSchema.Infer"/> and the reading in one call. The guesses stand in <see cref="Schema"/>; review them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">The name of the column to be predicted.</param>
    /// <param name="options">How the file is written; default: commas, a header, UTF-8.</param>
    /// <param name="overrides">What is known of columns: a feature replaces the guess for the column of its name.</param>
    /// <exception cref="DatasetException">A value, a row or the header does not suit; the message names column, row, value and cure.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Dataset FromCsv(string path, string label, CsvOptions? options = null, IReadOnlyList<Feature>? overrides = null) =>
        FromCsv(path, CsvSchema.Infer(path, label, options, overrides).Schema, options);
}
