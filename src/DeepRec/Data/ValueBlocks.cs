using System.Buffers;

namespace DeepRec;

/// <summary>
/// Values that are collected one by one, in blocks lent by the shared pool: what stands is not copied when more come, and the array at the end is
/// the only memory that stays. Not for several threads.
/// </summary>
internal sealed class ValueBlocks<T> where T : unmanaged
{
    private const int First = 16, Full = 1 << 16;
    private readonly List<T[]> _full = [];
    private T[] _block = [];
    private int _used;
    private int _limit;

    /// <summary>How many there are.</summary>
    public int Count => checked((_full.Count * Full) + _used);

    /// <summary>The value at a position.</summary>
    public T this[int position] => position / Full < _full.Count ? _full[position / Full][position % Full] : _block.AsSpan(0, _used)[position - (_full.Count * Full)];

    public void Add(T value)
    {
        if (_used == _limit) Grow();
        _block[_used++] = value;
    }

    /// <summary>Takes the values out, so that none are left.</summary>
    public T[] Drain()
    {
        var values = GC.AllocateUninitializedArray<T>(Count);
        for (int i = 0; i < _full.Count; i++)
        {
            _full[i].AsSpan(0, Full).CopyTo(values.AsSpan(i * Full));
            ArrayPool<T>.Shared.Return(_full[i]);
        }

        _block.AsSpan(0, _used).CopyTo(values.AsSpan(_full.Count * Full));
        if (_block.Length > 0) ArrayPool<T>.Shared.Return(_block);
        _full.Clear();
        (_block, _used, _limit) = ([], 0, 0);
        return values;
    }

    // Few values take little; from a full block on, blocks are of one length.
    private void Grow()
    {
        if (_used == Full)
        {
            _full.Add(_block);
            (_block, _used) = (ArrayPool<T>.Shared.Rent(Full), 0);
        }
        else
        {
            var larger = ArrayPool<T>.Shared.Rent(Math.Max(First, _used * 2));
            _block.AsSpan(0, _used).CopyTo(larger);
            if (_block.Length > 0) ArrayPool<T>.Shared.Return(_block);
            _block = larger;
        }

        _limit = Math.Min(_block.Length, Full);
    }
}
