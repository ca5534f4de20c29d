using System.Text;
using Microsoft.ML.Tokenizers;

namespace DeepRec.Preprocessing;

/// <summary>
/// Makes of a text the ids of its WordPiece tokens, in their order, as BERT does: words are parted at blanks, signs and Chinese characters, then each into the
/// longest pieces that the vocabulary has. The vocabulary is inside the step, and so in the bundle: no file is needed after loading.
/// </summary>
/// <remarks>
/// Learns nothing. Id = 3 + the token's number. Markers such as [CLS] are not added. Schuster and Nakajima (ICASSP 2012); Devlin et al., BERT (NAACL 2019).
/// By Microsoft.ML.Tokenizers. Call <see cref="DeepRecText.Register"/> before a bundle with it is saved or loaded.
/// </remarks>
public sealed record WordPieceTokens : FittedStep
{
    private readonly BertTokenizer _tokenizer;

    /// <summary>States the column and its vocabulary.</summary>
    /// <param name="column">A column of texts.</param>
    /// <param name="vocabulary">The tokens in the order of their numbers; a piece within a word begins with ##.</param>
    /// <param name="lowerCase">Whether text is made lower case and loses its accents first, as an uncased vocabulary needs.</param>
    /// <param name="unknownToken">What stands for a word that cannot be made of pieces; in the vocabulary.</param>
    /// <exception cref="ArgumentException">A token is empty, of several lines, or occurs twice, or the unknown token is not among them.</exception>
    public WordPieceTokens(string column, IReadOnlyList<string> vocabulary, bool lowerCase = true, string unknownToken = "[UNK]")
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(unknownToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < vocabulary.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(vocabulary[i]) || vocabulary[i].AsSpan().IndexOfAny('\r', '\n') >= 0) throw new ArgumentException($"Token {i} of the vocabulary is empty or has several lines. A vocabulary has one token a line.", nameof(vocabulary));
            if (!seen.Add(vocabulary[i])) throw new ArgumentException($"Token {i} of the vocabulary, '{vocabulary[i]}', occurs twice. Remove one.", nameof(vocabulary));
        }

        if (!seen.Contains(unknownToken)) throw new ArgumentException($"The vocabulary has no '{unknownToken}', which stands for unknown words. Add it, or name the token that does.", nameof(unknownToken));
        (Column, Vocabulary, LowerCase, UnknownToken) = (column, [.. vocabulary], lowerCase, unknownToken);
        _tokenizer = BertTokenizer.Create(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', vocabulary))), new BertOptions
        {
            LowerCaseBeforeTokenization = lowerCase,
            RemoveNonSpacingMarks = lowerCase,
            SplitOnSpecialTokens = false,
            UnknownToken = unknownToken,
            ClassificationToken = unknownToken,
            SeparatorToken = unknownToken,
            MaskingToken = unknownToken,
            PaddingToken = unknownToken,
        });
    }

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>The tokens in the order of their numbers.</summary>
    public IReadOnlyList<string> Vocabulary { get; }

    /// <summary>Whether text is made lower case and loses its accents first.</summary>
    public bool LowerCase { get; }

    /// <summary>What stands for a word that cannot be made of pieces.</summary>
    public string UnknownToken { get; }

    /// <summary>How many tokens of a text are kept, the first.</summary>
    /// <value>Default 512, what BERT reads; 1 or more.</value>
    public int MaximumLength { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumLength is 1 or more."); } = 512;

    /// <summary>Reads a vocabulary of one token a line, such as BERT's vocab.txt.</summary>
    /// <param name="column">A column of texts.</param>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="lowerCase">Whether the vocabulary is an uncased one.</param>
    /// <exception cref="ArgumentException">The file is no vocabulary.</exception>
    public static WordPieceTokens FromFile(string column, string path, bool lowerCase = true) => new(column, File.ReadAllLines(path), lowerCase);

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows) =>
        TokenColumn.Encode(rows, Column, text => _tokenizer.EncodeToIds(text, MaximumLength, addSpecialTokens: false, out _, out _), Vocabulary.Count);
}
