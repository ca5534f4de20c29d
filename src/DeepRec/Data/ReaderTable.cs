using System.Data.Common;

namespace DeepRec;

/// <summary>Reads the rows of a database query into columns under a schema. Not for several threads.</summary>
internal sealed class ReaderTable
{
    private readonly DbDataReader _reader;
    private readonly DatasetBuilder _builder;
    private readonly int[] _positions;

    private ReaderTable(DbDataReader reader, FeatureSchema schema)
    {
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        _positions = [.. schema.Select(f => ColumnNames.PositionOf(f.Name, columns, "The query"))];
        (_reader, _builder) = (reader, new DatasetBuilder(schema));
    }

    public static Dataset Read(DbDataReader reader, FeatureSchema schema)
    {
        var table = new ReaderTable(reader, schema);
        while (reader.Read()) table.Append();
        return table._builder.Build();
    }

    public static async Task<Dataset> ReadAsync(DbDataReader reader, FeatureSchema schema, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var table = new ReaderTable(reader, schema);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) table.Append();
        return table._builder.Build();
    }

    private void Append()
    {
        _builder.BeginRow();
        for (int i = 0; i < _positions.Length; i++) _builder.AppendValue(i, _reader.GetValue(_positions[i]));
    }
}
