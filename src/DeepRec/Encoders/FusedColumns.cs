using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec.Encoders;

/// <summary>
/// Columns of ids and the labels of the training rows, once more, side by side: a row drawn at random then lies in a line of memory or two, where each column would send for
/// a line of its own. One thread at a time.
/// </summary>
internal sealed class FusedColumns
{
    private const long MostNumbers = 1 << 28; // a gibibyte
    private const int RowsAtOnce = 512; // which stay in the nearest cache until all columns are put
    private readonly IdColumn[] _ids;
    private readonly NumberColumn _label;
    private readonly int _width; // columns, the label last
    private readonly int[] _rows; // [N, width], the label's bits last; or empty
    private int[] _read = []; // [width, n]
    private int _count;

    /// <param name="ids">The columns; one that comes twice is read once.</param>
    /// <param name="label">The labels.</param>
    /// <param name="mostNumbers">Where there would be more of them they are not laid side by side, but read from the columns.</param>
    public FusedColumns(IEnumerable<IdColumn> ids, NumberColumn label, long mostNumbers = MostNumbers)
    {
        (_ids, _label) = ([.. ids.Distinct()], label);
        _width = _ids.Length + 1;
        _rows = (long)label.Count * _width <= mostNumbers ? GC.AllocateUninitializedArray<int>(label.Count * _width) : [];
        for (int first = 0; first < _rows.Length / _width; first += RowsAtOnce)
        {
            for (int column = 0; column < _width; column++) Put(column, first, Math.Min(RowsAtOnce, label.Count - first));
        }
    }

    /// <summary>The labels of the rows that were read last. [n]</summary>
    public ReadOnlySpan<float> Labels => MemoryMarshal.Cast<int, float>(Read(_ids.Length));

    /// <summary>The ids of the rows that were read last. [n]</summary>
    /// <param name="place">The column's, by <see cref="PlaceOf"/>.</param>
    public ReadOnlySpan<int> Ids(int place) => Read(place);

    /// <summary>Where a column stands.</summary>
    public int PlaceOf(IdColumn column) => Array.IndexOf(_ids, column);

    /// <summary>Reads rows.</summary>
    /// <param name="rows">[n], places among the training rows.</param>
    public void Read(ReadOnlySpan<int> rows)
    {
        _count = rows.Length;
        if (_read.Length < _count * _width) _read = new int[_count * _width];
        if (_rows.Length == 0)
        {
            ReadColumns(rows);
            return;
        }

        Touch(rows);
        for (int column = 0; column < _width; column++)
        {
            var read = _read.AsSpan(column * _count, _count);
            for (int i = 0; i < read.Length; i++) read[i] = _rows[(rows[i] * _width) + column];
        }
    }

    private void Put(int column, int first, int count)
    {
        var values = Column(column).Slice(first, count);
        for (int i = 0, at = (first * _width) + column; i < values.Length; i++, at += _width) _rows[at] = values[i];
    }

    private void ReadColumns(ReadOnlySpan<int> rows)
    {
        for (int column = 0; column < _width; column++)
        {
            var values = Column(column);
            var read = _read.AsSpan(column * _count, _count);
            for (int i = 0; i < read.Length; i++) read[i] = values[rows[i]];
        }
    }

    // Reads both ends of the rows at first and with nothing in between, as memory answers for many at a time.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Touch(ReadOnlySpan<int> rows)
    {
        int sum = 0;
        foreach (int row in rows) sum += _rows[row * _width] + _rows[(row * _width) + _width - 1];
        return sum;
    }

    private ReadOnlySpan<int> Read(int column) => _read.AsSpan(column * _count, _count);

    private ReadOnlySpan<int> Column(int column) => column < _ids.Length ? _ids[column].Ids : MemoryMarshal.Cast<float, int>(_label.Values);
}
