namespace DeepRec;

/// <summary>
/// How a catalogue is searched for the best items of a model whose scores are inner products, such as a <see cref="Models.SoftmaxRanker"/> with a
/// <see cref="Models.FactoredScorer"/>. None of it changes what is found: lists are those of the exact scores, ties by the catalogue's order. Other models score each item.
/// </summary>
/// <remarks>Immutable, so safe from many threads.</remarks>
public sealed record RetrievalOptions
{
    /// <summary>How many threads a call may search with at once, each in a part of the catalogue. The answer is the same for any number.</summary>
    /// <value>Default 1, which suits a service that answers many requests at once; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Threads is 1 or more."); } = 1;

    /// <summary>
    /// From how many items on a call passes over the catalogue in 8 bits a number first, and scores only items that may be among the best.
    /// The codes are made at the first such call and kept: a byte a number and less than a byte an item beside the 4 bytes a number of the vectors.
    /// </summary>
    /// <value>Default 50,000, and a tenth of it for a request by itself; 0 or more; <see langword="null"/>: never. Without effect where the processor lacks AVX2, or where a vector is no finite numbers.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? CodesFrom { get; init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "CodesFrom is not negative."); } = 50_000;
}
