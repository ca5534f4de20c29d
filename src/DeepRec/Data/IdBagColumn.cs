namespace DeepRec;

/// <summary>Any number of dense ids a row: several categories after a vocabulary or a hash.</summary>
public sealed class IdBagColumn : Column
{
    private readonly int[] _offsets;
    private readonly int[] _ids;

    /// <summary>Takes over the arrays.</summary>
    /// <param name="offsets">Shape [rows + 1]: row r holds ids[offsets[r] … offsets[r + 1]).</param>
    /// <param name="ids">Each in 0 … <paramref name="cardinality"/> − 1.</param>
    /// <param name="cardinality">How many ids there are, the reserved ones included.</param>
    /// <exception cref="ArgumentException">Offsets fall or do not end at the ids' length, or an id is outside the range.</exception>
    public IdBagColumn(int[] offsets, int[] ids, int cardinality) : base(BagLayout.CountRows(offsets, ids))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cardinality);
        int wrong = Array.FindIndex(ids, id => (uint)id >= (uint)cardinality);
        if (wrong >= 0) throw new ArgumentException($"The id {ids[wrong]} is outside 0…{cardinality - 1}.", nameof(ids));
        (_offsets, _ids, Cardinality) = (offsets, ids, cardinality);
    }

    /// <summary>Shape [rows + 1].</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>The ids of all rows, row after row.</summary>
    public ReadOnlySpan<int> Ids => _ids;

    /// <summary>How many ids there are, the reserved ones included.</summary>
    public int Cardinality { get; }

    /// <summary>A weight for each id, such as its inverse document frequency: 0 or more. Shape [cardinality].</summary>
    /// <value>Default: empty, which stands for 1 each.</value>
    /// <exception cref="ArgumentException">Their number is another one.</exception>
    public IReadOnlyList<float> Weights { get; init => field = value.Count == 0 || value.Count == Cardinality ? value : throw new ArgumentException($"{value.Count} weights for {Cardinality} ids.", nameof(value)); } = [];

    /// <summary>The vector that each id starts from in an encoder's table, a row for each id; none for those that start at random.</summary>
    /// <value>Default <see langword="null"/>: all start at random.</value>
    /// <exception cref="ArgumentException">Their number is another one.</exception>
    public VectorColumn? Vectors { get; init => field = value is null || value.Count == Cardinality ? value : throw new ArgumentException($"{value.Count} start vectors for {Cardinality} ids.", nameof(value)); }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _offsets[row] == _offsets[row + 1];

    /// <inheritdoc/>
    public override string? TextAt(int row) => IsMissing(row) ? null : string.Join('|', _ids[_offsets[row].._offsets[row + 1]]);

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        var (offsets, ids) = BagLayout.Select(_offsets, _ids, rows);
        return new IdBagColumn(offsets, ids, Cardinality) { Weights = Weights, Vectors = Vectors };
    }

    internal override Column Append(IReadOnlyList<Column> others)
    {
        var offsets = new List<int>(_offsets);
        var ids = new List<int>(_ids);
        foreach (var other in others.Cast<IdBagColumn>())
        {
            offsets.AddRange(other._offsets.Skip(1).Select(offset => offset + ids.Count));
            ids.AddRange(other._ids);
        }

        return new IdBagColumn([.. offsets], [.. ids], Cardinality) { Weights = Weights, Vectors = Vectors };
    }
}
