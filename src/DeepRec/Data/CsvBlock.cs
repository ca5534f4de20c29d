using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// A piece of a CSV file and where its fields end, found 32 bytes at once. Rows count as long as they are plain: as many fields as there should be, no quote, and lines that end in LF or CR LF.
/// Not for several threads.
/// </summary>
internal sealed class CsvBlock(byte separator, byte? quote, int width, int length = CsvBlock.Length) : IDisposable
{
    /// <summary>How many bytes there are at most, unless it is said: with what is found in them they stay in the first cache.</summary>
    public const int Length = 1 << 14;

    private const int Step = 32;
    private readonly byte[] _bytes = new byte[length + Step];
    private readonly int[] _ends = ArrayPool<int>.Shared.Rent(length + Step + 1); // of the field before the first, then of each
    private int _filled;
    private int _lines; // ends found that end a line

    /// <summary>How many plain rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Fields of a row.</summary>
    public int Width => width;

    /// <summary>The bytes, and eight more at least.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Field k of all rows, one after the other, goes from behind place k to place k + 1.</summary>
    public ReadOnlySpan<int> Ends => _ends;

    /// <summary>The bytes behind the plain rows.</summary>
    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_ends[Rows * width] + 1, _filled - _ends[Rows * width] - 1);

    /// <summary>A field as it stands in the file.</summary>
    public ReadOnlySpan<byte> Field(int row, int position)
    {
        int k = (row * width) + position, start = _ends[k] + 1, end = _ends[k + 1];
        if (position == width - 1 && end > start && _bytes[end - 1] == '\r') end--;
        return _bytes.AsSpan(start, end - start);
    }

    /// <summary>Takes the rest and then more of a stream; false where that gives no more plain rows.</summary>
    /// <param name="first">Bytes that come before the stream's.</param>
    /// <param name="stream">Read on.</param>
    public bool Read(ReadOnlySpan<byte> first, Stream stream)
    {
        first.CopyTo(_bytes);
        _filled = first.Length;
        for (int read = 1; _filled < length && read > 0; _filled += read) read = stream.Read(_bytes, _filled, length - _filled);
        _ends[0] = -1;
        Rows = CountPlain(Find());
        return Rows > 0;
    }

    public void Dispose() => ArrayPool<int>.Shared.Return(_ends);

    // Where separators and line ends stand, up to the first byte that is not plain.
    private int Find()
    {
        int[] ends = _ends;
        byte[] bytes = _bytes;
        bytes.AsSpan(_filled).Clear();
        var (separators, lineFeeds, returns) = (Vector256.Create(separator), Vector256.Create((byte)'\n'), Vector256.Create((byte)'\r'));
        var quotes = Vector256.Create(quote ?? (byte)'\r');
        int count = 0;
        _lines = 0;
        for (int at = 0; at < _filled; at += Step)
        {
            var piece = Vector256.LoadUnsafe(ref bytes[at]);
            var lines = Vector256.Equals(piece, lineFeeds);
            uint found = (Vector256.Equals(piece, separators) | lines).ExtractMostSignificantBits(), ending = lines.ExtractMostSignificantBits();
            uint doubtful = (Vector256.Equals(piece, returns) | Vector256.Equals(piece, quotes)).ExtractMostSignificantBits();
            int stop = Step;
            for (; doubtful != 0; doubtful &= doubtful - 1)
            {
                int place = at + BitOperations.TrailingZeroCount(doubtful);
                if (bytes[place] == '\r' && bytes[place + 1] == '\n') continue;
                stop = place - at;
                found &= (1u << stop) - 1;
                ending &= found;
                break;
            }

            _lines += BitOperations.PopCount(ending);
            for (; found != 0; found &= found - 1) ends[++count] = at + BitOperations.TrailingZeroCount(found);
            if (stop < Step) break;
        }

        return count;
    }

    private int CountPlain(int count)
    {
        int rows = 0;
        for (int k = width; k <= count && _bytes[_ends[k]] == '\n'; k += width) rows++;
        if (rows == _lines) return rows; // each line ends where it should, and there are no others

        rows = 0;
        for (int k = 1; k + width - 1 <= count; k += width, rows++)
        {
            for (int field = 0; field < width - 1; field++) if (_bytes[_ends[k + field]] == '\n') return rows;
            if (_bytes[_ends[k + width - 1]] != '\n') return rows;
        }

        return rows;
    }
}
