using System.Buffers;
using System.Runtime.CompilerServices;

namespace DeepRec;

/// <summary>
/// Values that are collected one by one, in blocks, those of some length lent by the shared pool: what stands is not copied when more come, and the array at the end is
/// the only memory that stays. Not for several threads.
/// </summary>
/// <typeparam name="T">A number. Without a constraint, and without the pool, it is compiled ahead for each.</typeparam>
internal sealed class ValueBlocks<T>
{
    private const int First = 16, Lent = 1 << 12, Full = 1 << 16;
    private List<T[]>? _full;
    private T[]? _block;
    private int _used;
    private int _limit;

    /// <summary>How many there are.</summary>
    public int Count => checked((Blocks * Full) + _used);

    /// <summary>The value at a position.</summary>
    public T this[int position] => position / Full < Blocks ? _full![position / Full][position % Full] : Last(position - (Blocks * Full));

    private int Blocks => _full?.Count ?? 0;

    public void Add(T value)
    {
        if (_used == _limit) Grow();
        _block![_used++] = value;
    }

    /// <summary>Places for the next values, at most as many as are asked for and at least one; what is written there counts when <see cref="Took"/> is told.</summary>
    public Span<T> Free(int most)
    {
        if (_used == _limit) Grow();
        return new Span<T>(_block, _used, Math.Min(most, _limit - _used));
    }

    /// <summary>Counts values that were written to free places.</summary>
    public void Took(int count) => _used += count;

    /// <summary>Takes the values out, so that none are left.</summary>
    public T[] Drain()
    {
        var values = Count < Lent ? new T[Count] : Uninitialized(Count);
        for (int i = 0; i < Blocks; i++)
        {
            Array.Copy(_full![i], 0, values, i * Full, Full);
            Return(_full[i]);
        }

        if (_block is not null)
        {
            Array.Copy(_block, 0, values, Blocks * Full, _used);
            Return(_block);
        }

        (_full, _block, _used, _limit) = (null, null, 0, 0);
        return values;
    }

    private T Last(int position) => position < _used ? _block![position] : throw new ArgumentOutOfRangeException(nameof(position), position, $"There are {Count} values.");

    // Few values take little; from a full block on, blocks are of one length.
    private void Grow()
    {
        if (_used == Full)
        {
            (_full ??= []).Add(_block!);
            (_block, _used) = (Rent(Full), 0);
        }
        else
        {
            int length = Math.Max(First, _used * 2);
            var larger = length < Lent ? new T[length] : Rent(length);
            if (_block is not null)
            {
                Array.Copy(_block, larger, _used);
                Return(_block);
            }

            _block = larger;
        }

        _limit = Math.Min(_block.Length, Full);
    }

    private static void Return(T[] block)
    {
        if (block.Length >= Lent) GiveBack(block);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T[] Rent(int length) => ArrayPool<T>.Shared.Rent(length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void GiveBack(T[] block) => ArrayPool<T>.Shared.Return(block);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T[] Uninitialized(int length) => GC.AllocateUninitializedArray<T>(length);
}
