namespace DeepRec;

/// <summary>Collects rows into columns under a schema; the first value that does not suit ends it with an error that names it. Not for several threads.</summary>
internal sealed class DatasetBuilder(FeatureSchema schema)
{
    private readonly ColumnBuilder[] _builders = [.. schema.Select(ColumnBuilder.For)];
    private long _row;

    public void AppendRow<TRow>(TRow row, RowAccessors<TRow> accessors)
    {
        _row++;
        if (row is null) throw new ArgumentException($"Row {_row} is null. Leave it out.", nameof(row));
        for (int i = 0; i < _builders.Length; i++)
        {
            if (!accessors.TryAppend(row, i, _builders[i])) throw Unsuitable(i, accessors.ValueOf(row, i));
        }
    }

    /// <summary>Starts a row; then each column gets one value.</summary>
    public void BeginRow() => _row++;

    public void AppendText(int column, ReadOnlySpan<char> text)
    {
        if (!_builders[column].TryAppendText(text)) throw Unsuitable(column, text.ToString());
    }

    /// <summary>Appends a field by its bytes; false, and nothing appended, where it must be read as text.</summary>
    public bool TryAppendBytes(int column, ReadOnlySpan<byte> field) => _builders[column].TryAppendBytes(field);

    /// <summary>Appends a field as text, and keeps for its bytes what it was.</summary>
    public void AppendText(int column, ReadOnlySpan<char> text, ReadOnlySpan<byte> field)
    {
        AppendText(column, text);
        _builders[column].Remember(field);
    }

    /// <summary>Appends the rows of a block, column by column. An error is the one that reading row by row would have met first.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="positions">Where the field of each column stands.</param>
    /// <param name="text">Makes text of a field.</param>
    public void AppendBlock(CsvBlock block, int[] positions, CsvText text)
    {
        (int Row, DatasetException? Error) first = (block.Rows, null);
        for (int column = 0; column < _builders.Length; column++) first = AppendColumn(block, 0, column, positions[column], text, first.Row) ?? first;
        _row += block.Rows;
        if (first.Error is not null) throw first.Error;
    }

    /// <summary>Appends a column's fields of a block's rows, up to the first that does not suit. Several threads may do so for different columns.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="before">How many rows of the block's file were appended before them by <see cref="AppendColumn"/>.</param>
    /// <param name="column">The column.</param>
    /// <param name="position">Where its field stands.</param>
    /// <param name="text">Makes text of a field.</param>
    /// <param name="end">The row to stop before; all where there is none.</param>
    /// <returns>The row whose field does not suit, and its error.</returns>
    public (int Row, DatasetException Error)? AppendColumn(CsvBlock block, long before, int column, int position, CsvText text, int end = int.MaxValue)
    {
        var builder = _builders[column];
        end = Math.Min(end, block.Rows);
        for (int row = 0; (row = builder.AppendFields(block, position, row)) < end; row++)
        {
            var field = block.Field(row, position);
            long number = _row + before + row + 1;
            if (!text.TryRead(field, out var found)) return (row, text.NoText(number, position, field));
            if (!builder.TryAppendText(found)) return (row, Unsuitable(column, found.ToString(), number));
            builder.Remember(field);
        }

        return null;
    }

    /// <summary>Counts rows whose columns were all appended by <see cref="AppendColumn"/>.</summary>
    public void Count(long rows) => _row += rows;

    public void AppendValue(int column, object? value)
    {
        bool suits;
        try
        {
            suits = _builders[column].TryAppendValue(value);
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException or FormatException)
        {
            suits = false;
        }

        if (!suits) throw Unsuitable(column, value);
    }

    /// <param name="threads">How many may work.</param>
    public Dataset Build(int threads = 1)
    {
        var columns = new Column[_builders.Length];
        if (threads > 1) SharedWork.Do(threads, columns.Length, Finish);
        else for (int column = 0; column < columns.Length; column++) Finish(column);
        return new Dataset(WithWidths(schema, columns), columns);

        void Finish(int column) => columns[column] = _builders[column].Build();
    }

    private DatasetException Unsuitable(int column, object? value) => Unsuitable(column, value, _row);

    private DatasetException Unsuitable(int column, object? value, long row) => new(
        schema[column].Name, row, _builders[column].Describe(value), _builders[column].Expected, _builders[column].Cure);

    // Rows read later under this schema have vectors of the same width, or are refused with their number.
    private static FeatureSchema WithWidths(FeatureSchema schema, Column[] columns) =>
        Array.Exists(columns, column => column is VectorColumn)
            ? new FeatureSchema(schema.Select((feature, i) => columns[i] is VectorColumn { Width: > 0 and var width } ? feature with { Width = width } : feature))
            : schema;
}
