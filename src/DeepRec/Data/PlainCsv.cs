using System.Text;

namespace DeepRec;

/// <summary>
/// Reads the rows of a CSV file as long as they are plain, block by block and in each block column by column. From the first row on that is not, with quotes or of another width,
/// the rest is left to <see cref="CsvSource"/>. Not for several threads.
/// </summary>
internal sealed class PlainCsv
{
    private const int BlocksAlone = 64; // a megabyte

    private readonly Stream _stream;
    private readonly CsvOptions _options;
    private readonly byte[] _start; // what was read of the stream to find the first line
    private readonly int _first; // where rows begin in it

    private PlainCsv(Stream stream, CsvOptions options, byte[] start, int first) => (_stream, _options, _start, _first) = (stream, options, start, first);

    /// <summary>How many rows were read.</summary>
    public long Rows { get; private set; }

    /// <summary>How many threads the rows were worth: 1 for few.</summary>
    public int Threads { get; private set; } = 1;

    /// <summary>Whether files so written may hold plain rows.</summary>
    public static bool Suits(CsvOptions options) =>
        options.Separator.Length == 1 && options.Separator[0] is < '\u0080' and not '\r' && options.Encoding is null or UTF8Encoding && options.Quote != options.Separator[0]
        && options.MissingValues.All(text => text.Length == 0 || !PlainField.MayBeNumber(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads up to the end of the first line.</summary>
    /// <param name="stream">Read from where it stands; afterwards one that gives the same from there on.</param>
    /// <param name="options">Such as suit.</param>
    /// <param name="line">The first line.</param>
    /// <returns><see langword="null"/> where the first line is not plain.</returns>
    public static PlainCsv? Open(ref Stream stream, CsvOptions options, out byte[] line)
    {
        byte[] start = new byte[CsvBlock.Length];
        int filled = 0;
        for (int read = 1; filled < start.Length && read > 0; filled += read) read = stream.Read(start, filled, start.Length - filled);
        Array.Resize(ref start, filled);
        var source = stream;
        stream = new JoinedStream(start, source);
        int end = Array.IndexOf(start, (byte)'\n') + 1;
        line = start[..end];
        bool isPlain = end > 0 && (end < 2 || line is not ([0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])) && !line.Contains((byte)0) && (options.HasHeader || (line is not [0xEF, 0xBB, 0xBF, ..] && line.AsSpan().ContainsAnyExcept(" \t\r\n"u8)));
        if (options.Quote is { } quote) isPlain &= !line.Contains((byte)quote);
        return isPlain ? new PlainCsv(source, options, start, options.HasHeader ? end : 0) : null;
    }

    /// <summary>Appends the plain rows, and returns what follows them; <see langword="null"/> where that is nothing.</summary>
    /// <param name="builder">Gets the rows.</param>
    /// <param name="positions">Where the field of each column stands.</param>
    /// <param name="width">How many fields a row has.</param>
    /// <exception cref="DatasetException">A value does not suit.</exception>
    public Stream? Append(DatasetBuilder builder, int[] positions, int width)
    {
        if (width < 2) return new JoinedStream(_start[_first..], _stream); // a line without a separator may be blank
        using var block = new CsvBlock((byte)_options.Separator[0], (byte?)_options.Quote, width);
        var text = new CsvText(_options);
        bool more = block.Read(_start.AsSpan(_first), _stream);
        for (int blocks = 1; more; blocks++, more = block.Read(block.Rest, _stream))
        {
            builder.AppendBlock(block, positions, text);
            Rows += block.Rows;
            if (blocks == BlocksAlone && _options.Threads > 1) return AppendTogether(builder, positions, width, block.Rest.ToArray());
        }

        return After(block.Rest);
    }

    private JoinedStream? AppendTogether(DatasetBuilder builder, int[] positions, int width, byte[] rest)
    {
        Threads = _options.Threads;
        using var team = new CsvTeam(builder, positions, _options, width);
        team.Append(Threads, rest, _stream);
        Rows += team.Rows;
        return After(team.Rest);
    }

    // What follows the plain rows, unless the stream gave no more.
    private JoinedStream? After(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty) return null;

        // A line break before it is a blank line, which is passed over: without one, a mark of byte order would be too.
        return new JoinedStream([(byte)'\n', .. rest], _stream);
    }
}
