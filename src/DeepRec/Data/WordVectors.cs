namespace DeepRec;

/// <summary>
/// Vectors of words, or of texts and ids, that somebody trained before: read from a file of word2vec, GloVe or fastText. They start the table of a text
/// encoder (<see cref="Preprocessing.TextVocabulary.Vectors"/>), or become a column (<see cref="Dataset.WithVectors"/>).
/// </summary>
/// <remarks>Immutable; safe from many threads. Memory: 4 × width bytes and the text for each word kept.</remarks>
public sealed class WordVectors
{
    private readonly Dictionary<string, float[]> _vectors;

    internal WordVectors(Dictionary<string, float[]> vectors, int width) => (_vectors, Width) = (vectors, width);

    /// <summary>Numbers a vector, 1 or more.</summary>
    public int Width { get; }

    /// <summary>How many words are kept.</summary>
    public int Count => _vectors.Count;

    /// <summary>
    /// Reads a file: UTF-8, a line for each word, the word and then its numbers, parted by single blanks; a first line <c>count width</c> may stand before them.
    /// The binary format of word2vec is known by its content.
    /// </summary>
    /// <remarks>
    /// A word or text may hold blanks itself; where that of the first line does, the file needs the line <c>count width</c>. A tab may stand in the place of the
    /// blank behind it, and must where a text ends in a number. Lines of words that are not kept are looked at for the number of their numbers alone.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="onlyFor">The words that are kept, where they are in the file; <see langword="null"/>: all. Only these take memory. Compared ordinally, upper and lower case apart.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is empty, cut off or no text; a line has another number of numbers, or one that is none or not finite; or a kept word occurs twice. The message
    /// names the line.
    /// </exception>
    public static WordVectors Load(string path, IEnumerable<string>? onlyFor = null)
    {
        using var stream = InputFile.Open(path, 1 << 16);
        var words = onlyFor?.ToHashSet(StringComparer.Ordinal);
        return BinaryWordVectorReader.Recognises(stream) ? new BinaryWordVectorReader(stream, path, words).Read() : new WordVectorReader(stream, path, words).Read();
    }

    /// <summary>Whether a word has a vector.</summary>
    public bool Contains(string word) => _vectors.ContainsKey(word);

    /// <summary>A word's vector, shape [<see cref="Width"/>].</summary>
    /// <param name="word">The word; upper and lower case apart.</param>
    /// <param name="vector">The vector; empty where there is none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(string word, out ReadOnlySpan<float> vector)
    {
        bool found = _vectors.TryGetValue(word, out float[]? numbers);
        vector = numbers;
        return found;
    }

    /// <summary>These words' vectors alone, the same memory.</summary>
    internal WordVectors Only(IEnumerable<string> words) =>
        new(words.Where(_vectors.ContainsKey).ToDictionary(word => word, word => _vectors[word], StringComparer.Ordinal), Width);

    /// <summary>A row for each word, without a vector where the word is <see langword="null"/> or has none.</summary>
    internal VectorColumn ColumnOf(IEnumerable<string?> words)
    {
        var codes = new List<int>();
        var found = new List<float[]>();
        foreach (string? word in words)
        {
            bool has = word is not null && _vectors.ContainsKey(word);
            codes.Add(has ? found.Count : VectorColumn.Missing);
            if (has) found.Add(_vectors[word!]);
        }

        var values = new float[checked(found.Count * Width)]; // [found × width]
        for (int i = 0; i < found.Count; i++) found[i].CopyTo(values, i * Width);
        return new VectorColumn([.. codes], values, Width);
    }
}
