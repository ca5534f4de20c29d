using System.Text.Json;

namespace DeepRec.OnnxServing;

/// <summary>All known users, or all items: their ids, and what the pipeline made of them.</summary>
internal sealed class Entities
{
    private readonly Dictionary<string, EncodedColumn> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _rows;

    /// <exception cref="InvalidDataException">A column has another number of rows, or an id stands there twice.</exception>
    public Entities(JsonElement table, IReadOnlyDictionary<string, EncodedInput> inputs)
    {
        Ids = [.. table.GetProperty("ids").EnumerateArray().Select(id => id.GetString() ?? throw new InvalidDataException("An id is missing."))];
        _rows = new Dictionary<string, int>(Ids.Length, StringComparer.Ordinal);
        for (int row = 0; row < Ids.Length; row++) if (!_rows.TryAdd(Ids[row], row)) throw new InvalidDataException($"The id '{Ids[row]}' stands there twice.");
        foreach (var column in table.GetProperty("columns").EnumerateObject())
        {
            if (!inputs.TryGetValue(column.Name, out var input)) throw new InvalidDataException($"'{column.Name}' is no input.");
            _columns.Add(column.Name, new EncodedColumn(input, column.Value));
            if (_columns[column.Name].Count != Ids.Length) throw new InvalidDataException($"The column '{column.Name}' has {_columns[column.Name].Count} rows, expected {Ids.Length}.");
        }
    }

    public string[] Ids { get; }

    public int Count => Ids.Length;

    /// <summary>The row of an id, or −1.</summary>
    public int RowOf(string? id) => id is not null && _rows.TryGetValue(id, out int row) ? row : -1;

    /// <summary>What a column holds in a row.</summary>
    public Cell CellOf(string column, int row) => _columns[column][row];
}
