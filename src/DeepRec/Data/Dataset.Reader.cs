using System.Data.Common;

namespace DeepRec;

public sealed partial class Dataset
{
    /// <summary>Reads the rows of a database query by the attributes of a row type. Columns are found by name, as in <see cref="CsvOptions.ColumnNames"/>.</summary>
    /// <typeparam name="TRow">A row type as for <see cref="FeatureSchema.Of{TRow}"/>. Ids and categories get the text that values of the property's type have.</typeparam>
    /// <param name="reader">The query's rows, read from where the reader stands to the end of the result; stays open.</param>
    /// <exception cref="DatasetException">A value or the query's columns do not suit; the message names column, row, value and cure.</exception>
    public static Dataset FromReader<TRow>(DbDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return RowAccessors<TRow>.Instance.Canonical(ReaderTable.Read(reader, FeatureSchema.Of<TRow>()));
    }

    /// <summary>Reads the columns of a schema from the rows of a database query; other columns are passed over.</summary>
    /// <param name="reader">The query's rows, read from where the reader stands to the end of the result; stays open.</param>
    /// <param name="schema">What the columns mean. They are found by name, as in <see cref="CsvOptions.ColumnNames"/>.</param>
    /// <exception cref="DatasetException">A value or the query's columns do not suit; the message names column, row, value and cure.</exception>
    public static Dataset FromReader(DbDataReader reader, FeatureSchema schema)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(schema);
        return ReaderTable.Read(reader, schema);
    }

    /// <summary>Reads the rows of a database query as they arrive, by the attributes of a row type.</summary>
    /// <inheritdoc cref="FromReader{TRow}(DbDataReader)"/>
    /// <param name="reader">The query's rows, read from where the reader stands to the end of the result; stays open.</param>
    /// <param name="cancellationToken">Ends the reading between two rows.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<Dataset> FromReaderAsync<TRow>(DbDataReader reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return RowAccessors<TRow>.Instance.Canonical(await ReaderTable.ReadAsync(reader, FeatureSchema.Of<TRow>(), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads the columns of a schema from the rows of a database query as they arrive.</summary>
    /// <inheritdoc cref="FromReader(DbDataReader, FeatureSchema)"/>
    /// <param name="reader">The query's rows, read from where the reader stands to the end of the result; stays open.</param>
    /// <param name="schema">What the columns mean.</param>
    /// <param name="cancellationToken">Ends the reading between two rows.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<Dataset> FromReaderAsync(DbDataReader reader, FeatureSchema schema, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(schema);
        return ReaderTable.ReadAsync(reader, schema, cancellationToken);
    }
}
