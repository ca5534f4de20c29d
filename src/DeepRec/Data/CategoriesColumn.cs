namespace DeepRec;

/// <summary>Any number of categories a row, each distinct text kept once. A row without any is missing.</summary>
public sealed class CategoriesColumn : Column
{
    private readonly int[] _offsets;
    private readonly int[] _codes;

    /// <summary>Takes over the arrays.</summary>
    /// <param name="offsets">Shape [rows + 1]: row r holds codes[offsets[r] … offsets[r + 1]).</param>
    /// <param name="codes">Positions in <paramref name="values"/>.</param>
    /// <param name="values">The distinct texts.</param>
    /// <exception cref="ArgumentException">Offsets fall or do not end at the codes' length, or a code is outside the values.</exception>
    public CategoriesColumn(int[] offsets, int[] codes, IReadOnlyList<string> values) : base(BagLayout.CountRows(offsets, codes))
    {
        ArgumentNullException.ThrowIfNull(values);
        int wrong = Array.FindIndex(codes, code => code < 0 || code >= values.Count);
        if (wrong >= 0) throw new ArgumentException($"The code {codes[wrong]} is outside 0…{values.Count - 1}.", nameof(codes));
        (_offsets, _codes, Values) = (offsets, codes, values);
    }

    /// <summary>Shape [rows + 1].</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>The codes of all rows, row after row.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>The distinct texts.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _offsets[row] == _offsets[row + 1];

    /// <inheritdoc/>
    public override string? TextAt(int row) =>
        IsMissing(row) ? null : string.Join('|', _codes[_offsets[row].._offsets[row + 1]].Select(code => Values[code]));

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        var (offsets, codes) = BagLayout.Select(_offsets, _codes, rows);
        return new CategoriesColumn(offsets, codes, Values);
    }

    internal override Column Append(IReadOnlyList<Column> others)
    {
        var builder = new CategoriesColumnBuilder('|');
        foreach (var column in others.Prepend(this).Cast<CategoriesColumn>())
        {
            for (int row = 0; row < column.Count; row++)
            {
                builder.AppendValues(column._codes[column._offsets[row]..column._offsets[row + 1]].Select(code => column.Values[code]));
            }
        }

        return builder.Build();
    }
}
