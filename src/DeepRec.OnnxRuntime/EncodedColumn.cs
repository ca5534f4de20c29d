using System.Text.Json;

namespace DeepRec.OnnxServing;

/// <summary>An encoded column of all users or items, in plain arrays.</summary>
internal sealed class EncodedColumn
{
    private readonly int[] _ids;
    private readonly int[] _offsets; // of bags, [rows + 1]
    private readonly float[] _numbers; // [rows × width]
    private readonly EncodedInput _input;

    /// <param name="input">What it is.</param>
    /// <param name="rows">An array of rows.</param>
    /// <exception cref="InvalidDataException">A row holds something else.</exception>
    public EncodedColumn(EncodedInput input, JsonElement rows)
    {
        _input = input;
        Count = rows.GetArrayLength();
        List<int> ids = [], offsets = [0];
        _numbers = new float[input.IsNumbers ? checked(Count * input.Size) : 0];
        int row = 0;
        foreach (var cell in rows.EnumerateArray())
        {
            if (input.IsNumbers) ReadNumbers(cell, _numbers.AsSpan(row * input.Size, input.Size));
            else if (input.Kind == "Id") ids.Add(Id(cell));
            else foreach (var id in cell.EnumerateArray()) ids.Add(Id(id));
            offsets.Add(ids.Count);
            row++;
        }

        (_ids, _offsets) = ([.. ids], input.Kind == "IdBag" ? [.. offsets] : []);
    }

    public int Count { get; }

    /// <summary>What a row holds.</summary>
    public Cell this[int row] =>
        _input.IsNumbers ? new Cell(default, _numbers.AsMemory(row * _input.Size, _input.Size))
        : _input.Kind == "Id" ? new Cell(_ids.AsMemory(row, 1), default)
        : new Cell(_ids.AsMemory(_offsets[row].._offsets[row + 1]), default);

    private int Id(JsonElement value) => value.TryGetInt32(out int id) && (uint)id < (uint)_input.Size ? id : throw new InvalidDataException($"The column '{_input.Name}' holds the id {value}, of {_input.Size} there are.");

    private void ReadNumbers(JsonElement cell, Span<float> target)
    {
        target.Fill(float.NaN);
        if (cell.ValueKind == JsonValueKind.Null) return;
        if (cell.ValueKind == JsonValueKind.Number)
        {
            target[0] = cell.GetSingle();
            return;
        }

        if (cell.GetArrayLength() != target.Length) throw new InvalidDataException($"The column '{_input.Name}' has {cell.GetArrayLength()} numbers in a row, expected {target.Length}.");
        int i = 0;
        foreach (var value in cell.EnumerateArray()) target[i++] = value.ValueKind == JsonValueKind.Null ? float.NaN : value.GetSingle();
    }
}
