using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// Which code the bytes of a field have had before. A table with open addressing by buckets of four keys, which are compared at once: a field of up to
/// 7 bytes is its key, a longer one has a hash for a key, and its bytes are compared too. It only saves work: a field that it does not know is read as
/// text. So it gives up fields that would need a long search, and itself where most fields occur once. Not for several threads.
/// </summary>
internal sealed class FieldCodes
{
    private const int Short = 7, Longest = 4096, MostBytes = 1 << 28, LongestSearch = 8, Trial = 1 << 20, Bucket = 4;
    private const ulong LongMark = 0xFFUL << 56; // where the length of a short field stands
    private readonly List<(int Start, int Length, int Code)> _long = [];
    private ulong[] _keys = new ulong[64]; // buckets of four; 0 is none
    private int[] _codes = new int[64]; // of short fields; of a long one its index
    private byte[] _bytes = [];
    private int _count;
    private int _used;
    private bool _isOff;

    /// <summary>The code of a field that was added.</summary>
    /// <param name="field">One byte or more.</param>
    /// <param name="code">Its code.</param>
    public bool TryGet(ReadOnlySpan<byte> field, out int code)
    {
        code = 0;
        if (field.Length > Short) return TryGetLong(field, out code);
        int place = Find(ShortKey(field));
        if (place < 0) return false;
        code = _codes[place];
        return true;
    }

    /// <summary>The codes of fields of a column from a row on, missing ones among them, up to the first that is not known; how many they are.</summary>
    public int Read(CsvBlock block, int position, int row, Span<int> codes)
    {
        var ends = block.Ends;
        byte[] bytes = block.Bytes;
        bool isLast = position == block.Width - 1;
        for (int i = 0, k = (row * block.Width) + position; i < codes.Length; i++, k += block.Width)
        {
            int start = ends[k] + 1, length = ends[k + 1] - start;
            if (isLast && length > 0 && bytes[start + length - 1] == '\r') length--;
            int code = CategoryColumn.Missing;
            if (length is > 0 and <= Short)
            {
                ulong key = (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(start, sizeof(ulong))) & ((1UL << (8 * length)) - 1)) | ((ulong)length << 56);
                int place = Find(key);
                if (place < 0) return i;
                code = _codes[place];
            }
            else if (length > Short && !TryGetLong(bytes.AsSpan(start, length), out code))
            {
                return i;
            }

            codes[i] = code;
        }

        return codes.Length;
    }

    /// <summary>Keeps the code of a field.</summary>
    /// <param name="field">One byte or more; not added before.</param>
    /// <param name="code">Its code.</param>
    /// <param name="asked">How many fields were asked for so far.</param>
    public void Add(ReadOnlySpan<byte> field, int code, int asked)
    {
        if (_count * 2 >= _keys.Length) Grow(asked);
        if (_isOff || field.Length > Longest || _used > MostBytes) return;
        if (field.Length <= Short)
        {
            if (Place(_keys, _codes, ShortKey(field), code)) _count++;
            return;
        }

        if (!Place(_keys, _codes, LongKey(field), _long.Count)) return;
        _count++;
        _long.Add((_used, field.Length, code));
        if (_used + field.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_used + field.Length, _bytes.Length * 2));
        field.CopyTo(_bytes.AsSpan(_used));
        _used += field.Length;
    }

    // The bytes, and the length in the highest.
    private static ulong ShortKey(ReadOnlySpan<byte> field)
    {
        int length = field.Length;
        ulong key = (ulong)length << 56;
        if (length >= 4) return key | BinaryPrimitives.ReadUInt32LittleEndian(field) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(field[(length - 4)..]) << (8 * (length - 4)));
        return key | field[0] | ((ulong)field[length >> 1] << (8 * (length >> 1))) | ((ulong)field[length - 1] << (8 * (length - 1)));
    }

    private static ulong LongKey(ReadOnlySpan<byte> field)
    {
        ulong hash = (ulong)field.Length;
        for (int i = 0; i + 8 < field.Length; i += 8) hash = Spread(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(field[i..]));
        return Spread(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(field[^8..])) | LongMark;
    }

    // The high half of a product depends on all bits of a value; it moves down, where the place is taken from.
    private static ulong Spread(ulong value)
    {
        value *= 0x9E3779B97F4A7C15UL;
        return value ^ (value >> 32);
    }

    private static int BucketOf(ulong key, int length) => (int)Spread(key) & (length - Bucket);

    private static bool Place(ulong[] keys, int[] codes, ulong key, int code)
    {
        int place = BucketOf(key, keys.Length);
        for (int i = 0; i < LongestSearch * Bucket; i++)
        {
            int at = (place + i) & (keys.Length - 1);
            if (keys[at] == key) return false; // two long fields of one hash
            if (keys[at] != 0) continue;
            (keys[at], codes[at]) = (key, code);
            return true;
        }

        return false;
    }

    private bool TryGetLong(ReadOnlySpan<byte> field, out int code)
    {
        code = 0;
        if (_isOff || field.Length > Longest) return false;
        int place = Find(LongKey(field));
        if (place < 0) return false;
        var known = _long[_codes[place]];
        code = known.Code;
        return field.SequenceEqual(_bytes.AsSpan(known.Start, known.Length));
    }

    private int Find(ulong key)
    {
        ulong[] keys = _keys;
        int place = BucketOf(key, keys.Length);
        var sought = Vector256.Create(key);
        for (int i = 0; i < LongestSearch; i++)
        {
            var bucket = Vector256.LoadUnsafe(ref keys[place]); // a whole bucket: places are multiples of four, as lengths are
            uint same = Vector256.Equals(bucket, sought).ExtractMostSignificantBits();
            if (same != 0) return place + BitOperations.TrailingZeroCount(same);
            if (Vector256.EqualsAny(bucket, Vector256<ulong>.Zero)) return -1;
            place = (place + Bucket) & (keys.Length - 1);
        }

        return -1;
    }

    private void Grow(int asked)
    {
        if (_isOff) return;
        if (_count >= Trial && asked < _count + (_count / 2))
        {
            (_isOff, _keys, _codes, _bytes) = (true, new ulong[Bucket], new int[Bucket], []);
            _long.Clear();
            return;
        }

        var (keys, codes) = (new ulong[_keys.Length * 2], new int[_keys.Length * 2]);
        _count = 0;
        for (int i = 0; i < _keys.Length; i++) if (_keys[i] != 0 && Place(keys, codes, _keys[i], _codes[i])) _count++;
        (_keys, _codes) = (keys, codes);
    }
}
