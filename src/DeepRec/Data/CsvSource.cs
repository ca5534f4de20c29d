using System.Text;
using CsvHelper;

namespace DeepRec;

/// <summary>The records of a CSV file as fields of text, checked for shape; allocates nothing a row. Not for several threads.</summary>
internal sealed class CsvSource : IDisposable
{
    private readonly CsvReader _reader;
    private readonly CsvOptions _options;
    private readonly CsvText _text;
    private readonly byte[][] _missingNumbers; // those that could be taken for a number or a date
    private long _openQuoteRecord = -1;
    private int _width;

    /// <summary>Opens a stream; it stays open.</summary>
    public CsvSource(Stream stream, CsvOptions options, string name = "The file")
    {
        (_options, Name, _text) = (options, name, new CsvText(options));
        _reader = Translate(() => CsvReader.Create(Rewrite(stream, options), ReaderOptions(options.HasHeader), leaveOpen: true));
        _missingNumbers = [.. options.MissingValues.Select(Encoding.UTF8.GetBytes).Where(text => text.Length > 0 && PlainField.MayBeNumber(text))];
        Header = Translate(() =>
        {
            _reader.ReadHeader();
            return _reader.Headers.ToArray();
        });
        if (options.HasHeader && Header.Count == 0) throw new DatasetException(0, $"{name} is empty: it has no header", "Check the path, or set HasHeader = false for a file without one.");
        _width = Header.Count;
    }

    private CsvSource(CsvSource first, Stream stream, long row)
    {
        (_options, Name, _text, _missingNumbers, Header, _width, Row) = (first._options, first.Name, first._text, first._missingNumbers, first.Header, first._width, row);
        _reader = Translate(() => CsvReader.Create(stream, ReaderOptions(hasHeader: false), leaveOpen: true));
    }

    /// <summary>What error messages call the data.</summary>
    public string Name { get; }

    /// <summary>The names in the header; none without one.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>How many fields each record has; 0 before the first record of a file without a header.</summary>
    public int Width => _width;

    /// <summary>The record, counted from 1.</summary>
    public long Row { get; private set; }

    /// <summary>Moves to the next record that is not blank; false at the end.</summary>
    public bool Read()
    {
        while (ReadRecord())
        {
            if (_width != 1 && _reader.FieldCount == 1 && Field(0).IsWhiteSpace()) continue;
            Row++;
            if (_openQuoteRecord >= 0)
            {
                throw new DatasetException(Row, $"opens a quote {_options.Quote} that is never closed", "Close it, or set Quote = null where quotes are ordinary text.");
            }

            if (_width == 0) _width = _reader.FieldCount;
            if (_reader.FieldCount != _width)
            {
                throw new DatasetException(Row, $"has {_reader.FieldCount} fields where {(_options.HasHeader ? "the header" : "row 1")} has {_width}",
                    "Correct the row, put quotes around a field that holds the separator, or check the separator.");
            }

            return true;
        }

        return false;
    }

    /// <summary>A field as it stands in the file, in UTF-8, with quotes and blanks around it; the same bytes always mean the same text. Valid until the next record.</summary>
    public ReadOnlySpan<byte> Bytes(int position) => _reader.GetRawSpan(position);

    /// <summary>Whether a field looks like a number but is stated to be missing.</summary>
    public bool IsMissingNumber(ReadOnlySpan<byte> field)
    {
        foreach (byte[] missing in _missingNumbers) if (field.SequenceEqual(missing)) return true;
        return false;
    }

    /// <summary>The text of a field without blanks around it, empty where it is missing; valid until the next call.</summary>
    public ReadOnlySpan<char> Field(int position)
    {
        var bytes = _reader.GetSpan(position);
        return _text.TryRead(bytes, out var text) ? text : throw _text.NoText(Row, position, bytes);
    }

    /// <summary>A source of the records that follow others, whose header and width it has.</summary>
    /// <param name="stream">Where they begin; stays open.</param>
    /// <param name="row">How many records came before.</param>
    public CsvSource Continue(Stream stream, long row) => new(this, stream, row);

    public void Dispose() => _reader.Dispose();

    private CsvReaderOptions ReaderOptions(bool hasHeader) => new()
    {
        Separator = NeedsRewriting(_options) ? CsvSeparatorStream.DefaultReplacement : _options.Separator[0],
        HasHeader = hasHeader,
        Mode = _options.Quote is null ? CsvMode.NoEscape : CsvMode.Rfc4180,
        Quote = _options.Quote ?? '"',
        TrimWhitespace = _options.Quote is not null,
        Encoding = NeedsRewriting(_options) ? null : _options.Encoding,
        OnMalformedRecord = record =>
        {
            if (record.Reason == CsvMalformedReason.UnterminatedQuote) _openQuoteRecord = record.RecordNumber;
        },
    };

    private static bool NeedsRewriting(CsvOptions options) => options.Separator.Length > 1 || options.Separator[0] >= '\u0080';

    /// <summary>A separator of several characters becomes one that does not occur; the reader then needs UTF-8.</summary>
    private static Stream Rewrite(Stream stream, CsvOptions options)
    {
        if (!NeedsRewriting(options)) return stream;
        if (options.Encoding is not (null or UTF8Encoding)) stream = Encoding.CreateTranscodingStream(stream, options.Encoding, Encoding.UTF8, leaveOpen: true);
        return new CsvSeparatorStream(stream, options.Separator, CsvSeparatorStream.DefaultReplacement, leaveOpen: true);
    }

    private bool ReadRecord()
    {
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw Unreadable(e);
        }
    }

    private T Translate<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw Unreadable(e);
        }
    }

    private DatasetException Unreadable(CsvFormatException e) =>
        new(Row + 1, $"of {Name} cannot be read: {e.Message.TrimEnd('.')}", "Correct the row, or the separator, quote and encoding in the options.", e);
}
