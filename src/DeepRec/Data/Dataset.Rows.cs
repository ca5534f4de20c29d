namespace DeepRec;

public sealed partial class Dataset
{
    /// <summary>Reads rows into columns by the attributes of their type.</summary>
    /// <typeparam name="TRow">A row type as for <see cref="FeatureSchema.Of{TRow}"/>.</typeparam>
    /// <exception cref="ArgumentException">A row is <see langword="null"/>; the message says which.</exception>
    /// <exception cref="DatasetException">A value is infinite or no date; the message names column, row and value.</exception>
    public static Dataset From<TRow>(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var accessors = RowAccessors<TRow>.Instance;
        var builder = new DatasetBuilder(accessors.Schema);
        foreach (var row in rows) builder.AppendRow(row, accessors);
        return builder.Build();
    }

    /// <summary>Reads rows as they arrive into columns by the attributes of their type.</summary>
    /// <inheritdoc cref="From{TRow}(IEnumerable{TRow})"/>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Ends the reading between two rows.</param>
    public static async Task<Dataset> FromAsync<TRow>(IAsyncEnumerable<TRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var accessors = RowAccessors<TRow>.Instance;
        var builder = new DatasetBuilder(accessors.Schema);
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false)) builder.AppendRow(row, accessors);
        return builder.Build();
    }
}
