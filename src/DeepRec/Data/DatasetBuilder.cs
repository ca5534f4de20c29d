namespace DeepRec;

/// <summary>Collects rows into columns under a schema; the first value that does not suit ends it with an error that names it. Not for several threads.</summary>
internal sealed class DatasetBuilder(FeatureSchema schema)
{
    private readonly ColumnBuilder[] _builders = [.. schema.Select(ColumnBuilder.For)];
    private long _row;

    public void AppendRow<TRow>(TRow row, RowAccessors<TRow> accessors)
    {
        _row++;
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
        int failed = block.Rows;
        DatasetException? error = null;
        long before = _row;
        for (int column = 0; column < _builders.Length; column++)
        {
            var builder = _builders[column];
            for (int row = 0; (row = builder.AppendFields(block, positions[column], row)) < failed; row++)
            {
                var field = block.Field(row, positions[column]);
                _row = before + row + 1;
                bool isText = text.TryRead(field, out var found);
                if (isText && builder.TryAppendText(found))
                {
                    builder.Remember(field);
                    continue;
                }

                (failed, error) = (row, isText ? Unsuitable(column, found.ToString()) : text.NoText(_row, positions[column], field));
                break;
            }
        }

        _row = before + block.Rows;
        if (error is not null) throw error;
    }

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

    public Dataset Build()
    {
        Column[] columns = [.. _builders.Select(b => b.Build())];
        return new Dataset(WithWidths(schema, columns), columns);
    }

    private DatasetException Unsuitable(int column, object? value) => new(
        schema[column].Name, _row, _builders[column].Describe(value), _builders[column].Expected, _builders[column].Cure);

    // Rows read later under this schema have vectors of the same width, or are refused with their number.
    private static FeatureSchema WithWidths(FeatureSchema schema, Column[] columns) =>
        Array.Exists(columns, column => column is VectorColumn)
            ? new FeatureSchema(schema.Select((feature, i) => columns[i] is VectorColumn { Width: > 0 and var width } ? feature with { Width = width } : feature))
            : schema;
}
