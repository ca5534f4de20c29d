namespace DeepRec.Preprocessing;

/// <summary>
/// Makes of a text the ids of its tokens, in their order: the tokens in the most texts first, ties in ordinal order. Learns each id's inverse
/// document frequency too, which encoders weigh by. Works on <see cref="FeatureKind.Text"/> and <see cref="FeatureKind.Category"/>. See
/// <see cref="Vocabulary"/> for the reserved ids, of which 1 (missing) does not occur: a row without text has no ids.
/// </summary>
/// <remarks>
/// A document is a distinct text of the training rows, however many rows share it. Of n documents and those df that hold a token or bucket:
/// idf = ln((1 + n) / (1 + df)) + 1, the smoothed form of scikit-learn; Spärck Jones (1972).
/// </remarks>
/// <param name="column">The column.</param>
public sealed class TextVocabulary(string column) : PreprocessingStep
{
    /// <summary>How many distinct texts must hold a token for it to be known.</summary>
    /// <value>Default 2: a word of one text alone says nothing about another.</value>
    public int MinimumCount { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumCount is 1 or more."); } = 2;

    /// <summary>How many tokens are kept at most, those in the most texts.</summary>
    /// <value>Default 30,000, the size of BERT's.</value>
    public int MaximumSize { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumSize is 1 or more."); } = 30_000;

    /// <summary>How many ids the tokens that are not known share.</summary>
    /// <value>Default 1.</value>
    public int OutOfVocabularyBuckets { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "OutOfVocabularyBuckets is 1 or more."); } = 1;

    /// <summary>What the tokens are.</summary>
    /// <value>Default: words, and pieces of one and two characters where a script has no blanks between words.</value>
    public TextTokens Tokens { get; init => field = (value ?? throw new ArgumentNullException(nameof(value))).Checked(); } = new();

    /// <summary>
    /// Vectors of words, which the text encoders' tables start from. A token is looked up as <see cref="Tokens"/> makes it, in lower case; one that is not there starts at random.
    /// An encoder's vectors of tokens are then as long as these.
    /// </summary>
    /// <value>Default <see langword="null"/>: all tokens start at random.</value>
    public WordVectors? Vectors { get; init; }

    internal override string? OnlyColumn => column;

    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var (counts, texts) = TextValues.CountTexts(training, column, Tokens.Of);
        string[] values = [.. counts.Where(c => c.Value >= MinimumCount)
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Take(MaximumSize).Select(c => c.Key)];
        var vocabulary = new Vocabulary(values, OutOfVocabularyBuckets);
        var weights = new float[vocabulary.Cardinality];
        for (int i = 0; i < values.Length; i++) weights[vocabulary.FirstValue + i] = InverseFrequency(counts[values[i]], texts);
        var unknown = values.Length == counts.Count ? [] : TextValues.CountTexts(training, column, text => [.. Tokens.Of(text).Where(t => !vocabulary.Contains(t)).Select(t => $"{vocabulary.IdOf(t)}")]).Counts;
        for (int id = Vocabulary.FirstBucket; id < vocabulary.FirstValue; id++) weights[id] = InverseFrequency(unknown.GetValueOrDefault($"{id}"), texts);
        return new FittedTextVocabulary(column, values, OutOfVocabularyBuckets, weights, Tokens, Vectors?.Only(values));
    }

    private static float InverseFrequency(int count, int texts) => (float)(Math.Log((1.0 + texts) / (1 + count)) + 1);
}
