namespace DeepRec.Preprocessing;

/// <summary>
/// Which dense id a category has. 0 is padding, 1 is missing, 2 … are buckets for values not in the vocabulary (by a stable hash),
/// then come the known values.
/// </summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed class Vocabulary
{
    /// <summary>The id of a place that holds nothing.</summary>
    public const int Padding = 0;

    /// <summary>The id of a row without a value.</summary>
    public const int MissingId = 1;

    /// <summary>The id of the first bucket for values not in the vocabulary.</summary>
    public const int FirstBucket = 2;

    /// <summary>The first id that is not reserved where there is one bucket: of hashes, number buckets and parts of time.</summary>
    internal const int FirstFreeId = FirstBucket + 1;

    private readonly Dictionary<string, int> _ids;

    /// <summary>Gives ids to values in their order.</summary>
    /// <param name="values">Distinct texts.</param>
    /// <param name="outOfVocabularyBuckets">How many ids values not in the vocabulary share; 1 or more.</param>
    /// <exception cref="ArgumentException">A value occurs twice.</exception>
    public Vocabulary(IReadOnlyList<string> values, int outOfVocabularyBuckets = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outOfVocabularyBuckets);
        (Values, OutOfVocabularyBuckets) = (values, outOfVocabularyBuckets);
        _ids = new Dictionary<string, int>(values.Count, StringComparer.Ordinal);
        for (int i = 0; i < values.Count; i++)
        {
            if (!_ids.TryAdd(values[i], FirstValue + i)) throw new ArgumentException($"'{values[i]}' occurs twice.", nameof(values));
        }
    }

    /// <summary>The known values, in the order of their ids.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>How many ids values not in the vocabulary share.</summary>
    public int OutOfVocabularyBuckets { get; }

    /// <summary>The id of the first known value.</summary>
    public int FirstValue => FirstBucket + OutOfVocabularyBuckets;

    /// <summary>How many ids there are, the reserved ones included.</summary>
    public int Cardinality => FirstValue + Values.Count;

    /// <summary>The id of a value; of a bucket when it is not known; of missing when it is <see langword="null"/>.</summary>
    public int IdOf(string? value) =>
        value is null ? MissingId
        : _ids.TryGetValue(value, out int id) ? id
        : FirstBucket + (int)(StableHash.Of(value) % (ulong)OutOfVocabularyBuckets);

    /// <summary>Whether a value is known.</summary>
    public bool Contains(string value) => _ids.ContainsKey(value);
}
