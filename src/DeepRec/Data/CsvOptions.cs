using System.Text;

namespace DeepRec;

/// <summary>How a CSV file is written, and which of its columns are read.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record CsvOptions
{
    /// <summary>Texts that files use for "no value": <c>NA</c>, <c>N/A</c>, <c>null</c>, <c>NULL</c>, <c>None</c>, <c>\N</c>.</summary>
    public static IReadOnlyList<string> UsualMissingValues { get; } = ["NA", "N/A", "null", "NULL", "None", "\\N"];

    internal static CsvOptions Default { get; } = new();

    /// <summary>What stands between two fields: one character or several (<c>::</c>), not a line break, not the quote.</summary>
    /// <value>Default <c>,</c>.</value>
    /// <exception cref="ArgumentException">The separator is empty, longer than 16 bytes, or holds a line break.</exception>
    public string Separator
    {
        get;
        init => field = value is { Length: > 0 } && Encoding.UTF8.GetByteCount(value) <= 16 && !value.AsSpan().ContainsAny('\r', '\n')
            ? value
            : throw new ArgumentException("The separator is 1 to 16 bytes long and holds no line break.", nameof(value));
    } = ",";

    /// <summary>The character around a field that holds separators or line breaks; doubled inside such a field. <see langword="null"/> where quotes are ordinary text.</summary>
    /// <value>Default <c>"</c>.</value>
    /// <exception cref="ArgumentException">The quote is a line break or not ASCII.</exception>
    public char? Quote
    {
        get;
        init => field = value is null or (not '\r' and not '\n' and < '\u0080') ? value : throw new ArgumentException("The quote is an ASCII character and no line break.", nameof(value));
    } = '"';

    /// <summary>Whether the first line names the columns.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool HasHeader { get; init; } = true;

    /// <summary>The file's encoding: <see cref="Encoding.Latin1"/> for older files.</summary>
    /// <value>Default <see langword="null"/>: as the byte order mark says, else UTF-8.</value>
    public Encoding? Encoding { get; init; }

    /// <summary>Where a feature's column has another name in the header: feature name → header name. Ignored without a header.</summary>
    /// <value>
    /// Default: none. A feature without an entry takes the column of its own name, else the one column whose name differs from it
    /// only in case, spaces, <c>_</c> and <c>-</c> (<c>UserId</c> and <c>user_id</c>).
    /// </value>
    public IReadOnlyDictionary<string, string> ColumnNames { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new Dictionary<string, string>();

    /// <summary>Where a feature's column stands in a file without a header: feature name → position, counted from 0. Ignored with a header.</summary>
    /// <value>Default: none. When it is empty the features stand in the schema's order; else it names each of them.</value>
    /// <exception cref="ArgumentOutOfRangeException">A position is negative.</exception>
    public IReadOnlyDictionary<string, int> ColumnPositions
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var (_, position) in value) ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(value));
            field = value;
        }
    } = new Dictionary<string, int>();

    /// <summary>Texts that mean "no value", compared exactly after blanks around the field are removed. A blank field always does.</summary>
    /// <value>Default: none; see <see cref="UsualMissingValues"/>.</value>
    public IReadOnlyList<string> MissingValues { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>How many rows from the start of a file <see cref="CsvSchema.Infer"/> looks at. Ignored where a schema is given.</summary>
    /// <value>Default 10,000; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int InferenceRows { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InferenceRows is 1 or more."); } = 10_000;

    /// <summary>
    /// How many threads may read a file at once: one goes through the text, and each takes columns. They are put to work from a megabyte on, and only where the file is read block by block:
    /// in UTF-8, with a separator of one character, up to the first row that holds a quote. The rows, and the error of a wrong one, are the same for any number.
    /// </summary>
    /// <value>Default: as many as the machine has processors for this process. 1 or more; 1 suits a service that reads files beside answering.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Threads is 1 or more."); } = Environment.ProcessorCount;
}
