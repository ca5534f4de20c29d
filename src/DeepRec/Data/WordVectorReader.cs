using System.Globalization;
using System.Text;

namespace DeepRec;

/// <summary>Reads a text file of word vectors line by line; keeps the words that are asked for. For one thread, once.</summary>
/// <param name="stream">The file; stays open.</param>
/// <param name="name">What messages call it.</param>
/// <param name="onlyFor">The words that are kept; <see langword="null"/>: all.</param>
internal sealed class WordVectorReader(Stream stream, string name, HashSet<string>? onlyFor)
{
    // Bytes that are no UTF-8 become U+FFFF, which no text holds, and are found with the line that they stand in. U+FFFD is a word of large files.
    private const char NoText = '\uFFFF';

    private readonly Dictionary<string, float[]> _vectors = new(StringComparer.Ordinal);
    private long _line;
    private long? _stated;
    private long _words;
    private int _width;

    public WordVectors Read()
    {
        var encoding = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback($"{NoText}"));
        using var reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true); // a mark of UTF-8 itself is skipped
        while (reader.ReadLine() is { } line)
        {
            _line++;
            var text = line.AsSpan().TrimEnd(' ');
            if (text.IsEmpty || (_line == 1 && IsHeader(text))) continue;
            if (text.ContainsAny(NoText, '\0')) throw Error("holds bytes that are no UTF-8 text", "Save the file as UTF-8, unpack it where it is packed, or remove the line. Of binary formats that of word2vec alone is read.");
            Take(text);
        }

        if (_words == 0) throw new InvalidDataException($"'{name}' holds no vectors. Check the path, and that the file was written to its end.");
        if (_stated is { } stated && stated != _words)
        {
            throw new InvalidDataException($"'{name}' has {_words} vectors; its first line says {stated}. Fetch the file again where it was cut off, or correct that line.");
        }

        return new WordVectors(_vectors, _width);
    }

    private bool IsHeader(ReadOnlySpan<char> line)
    {
        int blank = line.IndexOf(' ');
        if (blank < 0 || !long.TryParse(line[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out long count)) return false;
        if (!int.TryParse(line[(blank + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int width)) return false;
        if (width == 0) throw Error("states a width of 0", "State how many numbers a vector has.");
        (_stated, _width) = (count, width);
        return true;
    }

    private void Take(ReadOnlySpan<char> line)
    {
        _words++;
        int tab = line.IndexOf('\t');
        int behind = tab < 0 ? line.Count(' ') : line[(tab + 1)..].Count(' ') + line[tab..].Count('\t'); // how many numbers, and blanks of the word
        if (_width == 0) _width = Math.Max(1, behind);
        int end = tab < 0 ? EndOfWord(line) : tab;
        if (end < 0 || (tab >= 0 && behind != _width)) throw WrongCount(line, behind);
        if (end == 0) throw Error("has no word before its numbers", "Correct or remove it. Numbers are parted by one blank each.");
        // A word may hold blanks, but what stands before the numbers is no number itself.
        int blank = line[..end].LastIndexOf(' ');
        if (tab < 0 && blank >= 0 && TryParse(line[(blank + 1)..end], out _)) throw WrongCount(line, behind);

        if (onlyFor?.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line[..end]) == false) return;
        string word = line[..end].ToString();
        if (!_vectors.TryAdd(word, ReadNumbers(line[(end + 1)..], word))) throw Error($"holds '{Shorten(word)}' for a second time", "Remove one of the two lines.");
    }

    /// <summary>Where the word ends that has the blank before each of its numbers; negative where there are too few.</summary>
    private int EndOfWord(ReadOnlySpan<char> line)
    {
        int end = line.Length;
        for (int i = 0; i < _width && end >= 0; i++) end = line[..end].LastIndexOf(' ');
        return end;
    }

    private float[] ReadNumbers(ReadOnlySpan<char> text, string word)
    {
        var numbers = new float[_width];
        int i = 0;
        foreach (var part in text.SplitAny(' ', '\t'))
        {
            if (TryParse(text[part], out numbers[i++])) continue;
            throw Error($"has '{Shorten(text[part])}' behind '{Shorten(word)}' where a finite number belongs", "Correct it, or remove the line. A decimal sign is a point; words with blanks need a first line 'count width', or a tab behind the word.");
        }

        return numbers;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out float number) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite(number);

    private InvalidDataException WrongCount(ReadOnlySpan<char> line, int found)
    {
        int end = line.IndexOfAny(' ', '\t');
        return Error(
            $"has {found} numbers behind '{Shorten(end < 0 ? line : line[..end])}' where {_width} belong",
            "Correct or remove it, or fetch the file again where it was cut off. Numbers are parted by one blank each; a text that ends in a number needs a tab behind it.");
    }

    private InvalidDataException Error(string problem, string cure) => new($"'{name}', line {_line}, {problem}. {cure}");

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..39]}…";
}
