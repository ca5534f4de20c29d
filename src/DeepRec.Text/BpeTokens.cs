using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace DeepRec.Preprocessing;

/// <summary>
/// Makes of a text the ids of its byte-pair tokens, in their order, as GPT-2 and RoBERTa do: words are parted into bytes, which are joined pair by pair in the order of the
/// merges. Any language can be written so, and no token is unknown where the vocabulary has all 256 bytes. The vocabulary is inside the step, and so in the bundle.
/// </summary>
/// <remarks>
/// Learns nothing. Id = 3 + the token's number. Sennrich, Haddow and Birch (ACL 2016); over bytes: Radford et al. (2019). By Microsoft.ML.Tokenizers.
/// Call <see cref="DeepRecText.Register"/> before a bundle with it is saved or loaded.
/// </remarks>
public sealed record BpeTokens : FittedStep
{
    private readonly BpeTokenizer _tokenizer;
    private readonly int _tokens;

    /// <summary>States the column, its vocabulary and its merges.</summary>
    /// <param name="column">A column of texts.</param>
    /// <param name="vocabulary">The number of each token, as in a vocab.json; bytes are written as GPT-2 does.</param>
    /// <param name="merges">Pairs that are joined, two tokens with a blank between them, the first first, as in a merges.txt.</param>
    /// <exception cref="ArgumentException">There is no token, a number is outside 0 … 9,999,999 or stands for two tokens, or a merge is no pair of tokens whose union is one.</exception>
    public BpeTokens(string column, IReadOnlyDictionary<string, int> vocabulary, IReadOnlyList<string> merges)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(merges);
        if (vocabulary.Count == 0) throw new ArgumentException("The vocabulary has no token.", nameof(vocabulary));
        foreach (var (token, number) in vocabulary) if (number is < 0 or > 9_999_999) throw new ArgumentException($"The number {number} of token '{token}' is outside 0…9999999.", nameof(vocabulary));
        if (vocabulary.Values.Distinct().Count() != vocabulary.Count) throw new ArgumentException("Two tokens of the vocabulary have one number.", nameof(vocabulary));
        for (int i = 0; i < merges.Count; i++)
        {
            if (merges[i].Split(' ') is not [var left, var right] || !vocabulary.ContainsKey(left) || !vocabulary.ContainsKey(right) || !vocabulary.ContainsKey(left + right))
            {
                throw new ArgumentException($"Merge {i}, '{merges[i]}', is no pair of tokens whose union is a token. Take merges and vocabulary of one tokeniser.", nameof(merges));
            }
        }

        (Column, Vocabulary, Merges, _tokens) = (column, new Dictionary<string, int>(vocabulary, StringComparer.Ordinal), [.. merges], 1 + vocabulary.Values.Max());
        _tokenizer = BpeTokenizer.Create(new BpeOptions(vocabulary) { Merges = merges, ByteLevel = true, PreTokenizer = RobertaPreTokenizer.Instance });
    }

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>The number of each token.</summary>
    public IReadOnlyDictionary<string, int> Vocabulary { get; }

    /// <summary>Pairs that are joined, the first first.</summary>
    public IReadOnlyList<string> Merges { get; }

    /// <summary>How many tokens of a text are kept, the first.</summary>
    /// <value>Default 512; 1 or more.</value>
    public int MaximumLength { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumLength is 1 or more."); } = 512;

    /// <summary>Reads the two files of a tokeniser such as GPT-2's.</summary>
    /// <param name="column">A column of texts.</param>
    /// <param name="vocabularyPath">A JSON object of tokens and numbers, vocab.json.</param>
    /// <param name="mergesPath">A merge a line, merges.txt; a first line that begins with #version is left out.</param>
    /// <exception cref="ArgumentException">The files are no tokeniser's, or not of one.</exception>
    public static BpeTokens FromFiles(string column, string vocabularyPath, string mergesPath)
    {
        Dictionary<string, int> vocabulary;
        try
        {
            vocabulary = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(vocabularyPath)) ?? [];
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"'{vocabularyPath}' is no JSON object of tokens and numbers: {e.Message}", nameof(vocabularyPath), e);
        }

        return new BpeTokens(column, vocabulary, [.. File.ReadAllLines(mergesPath).Where((line, i) => line.Length > 0 && !(i == 0 && line.StartsWith("#version", StringComparison.Ordinal)))]);
    }

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows) => TokenColumn.Encode(rows, Column, text => _tokenizer.EncodeToIds(text, MaximumLength, out _, out _), _tokens);
}
