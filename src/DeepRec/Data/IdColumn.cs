using System.Globalization;

namespace DeepRec;

/// <summary>One dense id a row: a category after a vocabulary, a hash or a bucket. Every row has one.</summary>
public sealed class IdColumn : Column
{
    private readonly int[] _ids;

    /// <summary>Takes over the array.</summary>
    /// <param name="ids">Shape [rows], each in 0 … <paramref name="cardinality"/> − 1.</param>
    /// <param name="cardinality">How many ids there are, the reserved ones included.</param>
    /// <exception cref="ArgumentException">An id is outside the range.</exception>
    public IdColumn(int[] ids, int cardinality) : base((ids ?? throw new ArgumentNullException(nameof(ids))).Length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cardinality);
        for (int row = 0; row < ids.Length; row++)
        {
            if ((uint)ids[row] >= (uint)cardinality) throw new ArgumentException($"Row {row}: the id {ids[row]} is outside 0…{cardinality - 1}.", nameof(ids));
        }

        (_ids, Cardinality) = (ids, cardinality);
    }

    /// <summary>Shape [rows].</summary>
    public ReadOnlySpan<int> Ids => _ids;

    /// <summary>How many ids there are, the reserved ones included.</summary>
    public int Cardinality { get; }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => false;

    /// <inheritdoc/>
    public override string? TextAt(int row) => _ids[row].ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows) => new IdColumn(Gather(_ids, rows), Cardinality);

    private protected override int CountMissing() => 0;

    internal override Column Append(IReadOnlyList<Column> others) =>
        new IdColumn([.. _ids, .. others.Cast<IdColumn>().SelectMany(o => o._ids)], Cardinality);
}
