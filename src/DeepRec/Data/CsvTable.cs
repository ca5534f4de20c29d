namespace DeepRec;

/// <summary>Reads CSV into columns under a schema.</summary>
internal static class CsvTable
{
    public static Dataset Read(Stream stream, FeatureSchema schema, CsvOptions? options, string name)
    {
        options ??= CsvOptions.Default;
        var builder = new DatasetBuilder(schema);
        if (!PlainCsv.Suits(options) || PlainCsv.Open(ref stream, options, out byte[] line) is not { } plain)
        {
            using var source = new CsvSource(stream, options, name);
            Append(builder, source, schema, options);
            return builder.Build();
        }

        using var first = new CsvSource(new MemoryStream(line), options, name);
        if (!options.HasHeader) _ = first.Read();
        int[] positions = Positions(first, schema, options);
        if (plain.Append(builder, positions, first.Width) is not { } rest) return builder.Build(plain.Threads);
        using var others = first.Continue(rest, plain.Rows);
        Append(builder, others, schema, options, positions);
        return builder.Build(plain.Threads);
    }

    private static void Append(DatasetBuilder builder, CsvSource source, FeatureSchema schema, CsvOptions options, int[]? positions = null)
    {
        if (options.HasHeader) positions ??= Positions(source, schema, options);
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
