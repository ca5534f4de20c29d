using System.Buffers;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace DeepRec;

/// <summary>
/// Reads the binary format of word2vec: a line <c>count width</c>; then for each word its bytes, a blank, and its numbers as little-endian float32. A line may
/// end behind each. For one thread, once.
/// </summary>
/// <param name="stream">The file, at its start; stays open.</param>
/// <param name="name">What messages call it.</param>
/// <param name="onlyFor">The words that are kept; <see langword="null"/>: all.</param>
internal sealed class BinaryWordVectorReader(Stream stream, string name, HashSet<string>? onlyFor)
{
    private const int LongestWord = 4096; // bytes

    // Numbers as text hold none of these; of the bytes of floats one in ten is among them.
    private static readonly SearchValues<byte> NoText = SearchValues.Create([.. Enumerable.Range(0, 32).Except([9, 10, 11, 12, 13]).Select(value => (byte)value)]);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _word = new byte[LongestWord];

    /// <summary>Whether numbers follow the first word as bytes. Goes back to the start.</summary>
    public static bool Recognises(Stream stream)
    {
        var reader = new BinaryWordVectorReader(stream, "", null);
        bool binary = false;
        if (reader.ReadHeader() is var (_, width) && reader.ReadWord() >= 0)
        {
            var sample = new byte[Math.Min(1024, 4 * width)];
            binary = sample.AsSpan(0, stream.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false)).ContainsAny(NoText);
        }

        stream.Position = 0;
        return binary;
    }

    public WordVectors Read()
    {
        var (count, width) = ReadHeader() ?? throw new InvalidDataException($"'{name}' has no first line 'count width'.");
        if (stream.Length - stream.Position < (Int128)count * ((4L * width) + 2)) throw Error($"is too short for {count} vectors of {width} numbers, which its first line says", "Fetch the file again: it was cut off.");
        var vectors = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var numbers = new float[width];
        for (long i = 1; i <= count; i++)
        {
            int length = ReadWord();
            if (length <= 0) throw Error($"has no word before vector {i} of {count}", "Fetch the file again: it was cut off, or is no file of word2vec.");
            if (stream.ReadAtLeast(MemoryMarshal.AsBytes(numbers.AsSpan()), 4 * width, throwOnEndOfStream: false) < 4 * width) throw Error($"ends within vector {i} of {count}", "Fetch the file again: it was cut off.");
            string word = TextOf(_word.AsSpan(0, length), i);
            if (onlyFor?.Contains(word) == false) continue;
            if (!TensorPrimitives.IsFiniteAll<float>(numbers)) throw Error($"has a number that is not finite in the vector of '{word}'", "Make the file again without it.");
            if (!vectors.TryAdd(word, [.. numbers])) throw Error($"holds '{word}' for a second time, as vector {i}", "Make the file again without it.");
        }

        return new WordVectors(vectors, width);
    }

    private (long Count, int Width)? ReadHeader()
    {
        int length = ReadUntil((byte)'\n', most: 40);
        string[] parts = length < 0 ? [] : Encoding.Latin1.GetString(_word, 0, length).Split(' ');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count > 0
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width is > 0 and < 1 << 24 ? (count, width) : null;
    }

    /// <summary>Its length in bytes; negative where no blank follows it.</summary>
    private int ReadWord()
    {
        int length = ReadUntil((byte)' ', LongestWord);
        if (length <= 0 || _word[0] != '\n') return length;
        _word.AsSpan(1, length - 1).CopyTo(_word); // the end of the line before
        return length - 1;
    }

    private int ReadUntil(byte end, int most)
    {
        for (int length = 0; length < most; length++)
        {
            if (stream.ReadByte() is var read && (read < 0 || read == end)) return read < 0 ? -1 : length;
            _word[length] = (byte)read;
        }

        return -1;
    }

    private string TextOf(ReadOnlySpan<byte> word, long place)
    {
        try
        {
            return Utf8.GetString(word);
        }
        catch (DecoderFallbackException)
        {
            throw Error($"has a word before vector {place} that is no UTF-8 text", "Make the file again without it, or from texts in UTF-8.");
        }
    }

    private InvalidDataException Error(string problem, string cure) => new($"'{name}' {problem}. {cure}");
}
