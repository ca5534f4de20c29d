namespace DeepRec;

/// <summary>Reads CSV into columns under a schema.</summary>
internal static class CsvTable
{
    public static Dataset Read(Stream stream, FeatureSchema schema, CsvOptions? options, string name)
    {
        options ??= CsvOptions.Default;
        using var source = new CsvSource(stream, options, name);
        var builder = new DatasetBuilder(schema);
        int[]? positions = options.HasHeader ? Positions(source, schema, options) : null;
        while (source.Read())
        {
            positions ??= Positions(source, schema, options);
            builder.BeginRow();
            for (int i = 0; i < positions.Length; i++)
            {
                var bytes = source.Bytes(positions[i]);
                if (source.IsMissingNumber(bytes) || !builder.TryAppendBytes(i, bytes)) AppendText(i, positions[i], bytes);
            }
        }

        return builder.Build();

        void AppendText(int column, int position, ReadOnlySpan<byte> bytes) => builder.AppendText(column, source.Field(position), bytes);
    }

    /// <summary>Where each feature's field stands in a record.</summary>
    private static int[] Positions(CsvSource source, FeatureSchema schema, CsvOptions options)
    {
        if (options.HasHeader) return [.. schema.Select(f => ColumnNames.PositionOf(options.ColumnNames.GetValueOrDefault(f.Name, f.Name), source.Header, source.Name))];

        var positions = schema.Select((feature, i) => options.ColumnPositions.Count == 0 ? i : PositionOf(feature, options)).ToArray();
        int last = Array.IndexOf(positions, positions.Max());
        if (positions[last] < source.Width) return positions;
        throw new DatasetException(1, $"of {source.Name} has {source.Width} fields, so that there is no position {positions[last]} for '{schema[last].Name}'",
            "Check the separator, and the order of the schema or the ColumnPositions (counted from 0).");
    }

    private static int PositionOf(Feature feature, CsvOptions options) => options.ColumnPositions.TryGetValue(feature.Name, out int position)
        ? position
        : throw new ArgumentException($"ColumnPositions says nothing of '{feature.Name}'. Give each feature of the schema its position, or none.", nameof(options));
}
