using Microsoft.ML.OnnxRuntime;

namespace DeepRec.OnnxServing;

/// <summary>What a run is fed: one tensor for each input, over arrays of this process.</summary>
internal sealed class InputBatch(int rows) : IDisposable
{
    private readonly List<string> _names = [];
    private readonly List<OrtValue> _values = [];

    public IReadOnlyCollection<string> Names => _names;

    public IReadOnlyCollection<OrtValue> Values => _values;

    /// <summary>Adds an encoded column.</summary>
    /// <param name="name">The input's.</param>
    /// <param name="column">What it is.</param>
    /// <param name="cellOf">What a row holds.</param>
    public void Add(string name, EncodedInput column, Func<int, Cell> cellOf)
    {
        if (column.IsNumbers)
        {
            var numbers = new float[rows * column.Size];
            for (int row = 0; row < rows; row++) cellOf(row).Numbers.CopyTo(numbers.AsMemory(row * column.Size));
            Add(name, numbers, [rows, column.Size]);
            return;
        }

        if (column.Kind == "Id")
        {
            var ids = new long[rows];
            for (int row = 0; row < rows; row++) ids[row] = cellOf(row).Ids.Span[0];
            Add(name, ids, [rows]);
            return;
        }

        AddLists(name, row => cellOf(row).Ids);
    }

    /// <summary>Adds lists of ids, short ones filled up by 0.</summary>
    public void AddLists(string name, Func<int, ReadOnlyMemory<int>> listOf)
    {
        int widest = 1;
        for (int row = 0; row < rows; row++) widest = Math.Max(widest, listOf(row).Length);
        var ids = new long[rows * widest];
        for (int row = 0; row < rows; row++)
        {
            var list = listOf(row).Span;
            for (int i = 0; i < list.Length; i++) ids[(row * widest) + i] = list[i];
        }

        Add(name, ids, [rows, widest]);
    }

    public void Dispose()
    {
        foreach (var value in _values) value.Dispose();
    }

    private void Add<T>(string name, T[] numbers, long[] shape) where T : unmanaged
    {
        _names.Add(name);
        _values.Add(OrtValue.CreateTensorValueFromMemory(numbers, shape));
    }
}
