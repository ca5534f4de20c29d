namespace DeepRec.Preprocessing;

/// <summary>
/// Makes of a text the ids of its tokens by a stable hash, in their order: no vocabulary is kept, and words never seen before have an id too.
/// Ids follow <see cref="Vocabulary"/>: 0 padding, 1 missing and 2 (not in the vocabulary) never occur, then come the buckets.
/// </summary>
/// <remarks>Learns nothing. Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (ICML 2009), without signs.</remarks>
public sealed record TextHash : FittedStep, ITextStep
{
    /// <summary>States the column and its buckets.</summary>
    /// <param name="column">A column of texts.</param>
    /// <param name="buckets">How many; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no bucket.</exception>
    public TextHash(string column, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, int.MaxValue - Vocabulary.FirstFreeId);
        (Column, Buckets) = (column, buckets);
    }

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>How many buckets there are.</summary>
    public int Buckets { get; }

    /// <summary>What the tokens are.</summary>
    /// <value>Default: words, and pieces of one and two characters where a script has no blanks between words.</value>
    public TextTokens Tokens { get; init => field = (value ?? throw new ArgumentNullException(nameof(value))).Checked(); } = new();

    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return TextValues.Encode(rows, Column, Tokens.Of, token => Vocabulary.FirstFreeId + (int)(StableHash.Of(token) % (ulong)Buckets), Vocabulary.FirstFreeId + Buckets, []);
    }
}
