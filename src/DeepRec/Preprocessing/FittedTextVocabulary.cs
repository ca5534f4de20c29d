using System.Text.Json.Serialization;

namespace DeepRec.Preprocessing;

/// <summary>A text's vocabulary, fitted.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">The known tokens in the order of their ids.</param>
/// <param name="OutOfVocabularyBuckets">How many ids unknown tokens share.</param>
/// <param name="Weights">The weight of each id, reserved ones included, 0 or more: its inverse document frequency. Shape [2 + buckets + values].</param>
/// <param name="Tokens">What the tokens are.</param>
/// <param name="Vectors">What the known tokens' vectors start from in a text encoder; <see langword="null"/>: all start at random. Not saved: in a bundle they are part of the weights.</param>
public sealed record FittedTextVocabulary(string Column, IReadOnlyList<string> Values, int OutOfVocabularyBuckets, IReadOnlyList<float> Weights, TextTokens Tokens, WordVectors? Vectors = null) : FittedStep, ITextStep
{
    // A row for each id, where there are vectors.
    private readonly VectorColumn? _starts = Vectors?.ColumnOf([.. Enumerable.Repeat<string?>(null, Vocabulary.FirstBucket + OutOfVocabularyBuckets), .. Values]);

    // Without setters: a copy by 'with' would keep the ids of the old values.

    /// <summary>The known tokens in the order of their ids.</summary>
    public IReadOnlyList<string> Values { get; } = Values;

    /// <summary>How many ids unknown tokens share.</summary>
    public int OutOfVocabularyBuckets { get; } = OutOfVocabularyBuckets;

    /// <summary>The weight of each id, reserved ones included.</summary>
    public IReadOnlyList<float> Weights { get; } = Weights.Count == Vocabulary.FirstBucket + OutOfVocabularyBuckets + Values.Count && Weights.All(w => float.IsFinite(w) && w >= 0)
        ? Weights
        : throw new ArgumentException($"A vocabulary of {Values.Count} tokens and {OutOfVocabularyBuckets} buckets has {Vocabulary.FirstBucket + OutOfVocabularyBuckets + Values.Count} weights of 0 or more.", nameof(Weights));

    /// <summary>What the tokens are.</summary>
    public TextTokens Tokens { get; } = Tokens.Checked();

    /// <summary>What the known tokens' vectors start from; <see langword="null"/> after loading.</summary>
    [JsonIgnore]
    public WordVectors? Vectors { get; } = Vectors;

    /// <summary>The ids.</summary>
    [JsonIgnore]
    public Vocabulary Vocabulary { get; } = new(Values, OutOfVocabularyBuckets);

    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return TextValues.Encode(rows, Column, Tokens.Of, Vocabulary.IdOf, Vocabulary.Cardinality, Weights, _starts);
    }
}
