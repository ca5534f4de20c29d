using System.Text.Json.Serialization;

namespace DeepRec.Preprocessing;

/// <summary>A column's vocabulary, fitted.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">The known values in the order of their ids.</param>
/// <param name="OutOfVocabularyBuckets">How many ids unknown values share.</param>
public sealed record FittedVocabulary(string Column, IReadOnlyList<string> Values, int OutOfVocabularyBuckets) : FittedStep
{
    // Without setters: a copy by 'with' would keep the ids of the old values.

    /// <summary>The known values in the order of their ids.</summary>
    public IReadOnlyList<string> Values { get; } = Values;

    /// <summary>How many ids unknown values share.</summary>
    public int OutOfVocabularyBuckets { get; } = OutOfVocabularyBuckets;

    /// <summary>The ids.</summary>
    [JsonIgnore]
    public Vocabulary Vocabulary { get; } = new(Values, OutOfVocabularyBuckets);

    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return CategoryValues.Encode(rows, Column, Vocabulary.IdOf, Vocabulary.Cardinality);
    }
}
