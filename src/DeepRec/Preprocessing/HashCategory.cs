namespace DeepRec.Preprocessing;

/// <summary>
/// Gives the categories of a column (or of a column of several categories) ids by a stable hash: no vocabulary is kept, and values never
/// seen before have an id too. Ids follow <see cref="Vocabulary"/>: 0 padding, 1 missing, 2 (not in the vocabulary) never occurs, then the buckets.
/// </summary>
/// <remarks>Learns nothing. Distinct values may share a bucket: of n values in b buckets, a value has (n − 1) / b others with it on average.</remarks>
public sealed record HashCategory : FittedStep
{
    /// <summary>States the column and its buckets.</summary>
    /// <param name="column">The column.</param>
    /// <param name="buckets">How many; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no bucket.</exception>
    public HashCategory(string column, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        (Column, Buckets) = (column, buckets);
    }

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>How many buckets there are.</summary>
    public int Buckets { get; }

    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return CategoryValues.Encode(rows, Column, IdOf, Vocabulary.FirstFreeId + Buckets);
    }

    private int IdOf(string? value) =>
        value is null ? Vocabulary.MissingId : Vocabulary.FirstFreeId + (int)(StableHash.Of(value) % (ulong)Buckets);
}
