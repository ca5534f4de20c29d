namespace DeepRec;

/// <summary>One category a row, each distinct text kept once.</summary>
public sealed class CategoryColumn : Column
{
    /// <summary>The code of a row without a value.</summary>
    public const int Missing = -1;

    private readonly int[] _codes;

    /// <summary>Takes over the codes.</summary>
    /// <param name="codes">Shape [rows]: positions in <paramref name="values"/>, <see cref="Missing"/> where there is none.</param>
    /// <param name="values">The distinct texts; may hold ones that no row uses.</param>
    /// <exception cref="ArgumentException">A code is outside the values.</exception>
    public CategoryColumn(int[] codes, IReadOnlyList<string> values) : base((codes ?? throw new ArgumentNullException(nameof(codes))).Length)
    {
        ArgumentNullException.ThrowIfNull(values);
        for (int row = 0, count = values.Count; row < codes.Length; row++)
        {
            if (codes[row] < Missing || codes[row] >= count) throw new ArgumentException($"Row {row}: the code {codes[row]} is outside {Missing}…{count - 1}.", nameof(codes));
        }

        (_codes, Values) = (codes, values);
    }

    /// <summary>Shape [rows]: positions in <see cref="Values"/>, <see cref="Missing"/> where there is none.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>The distinct texts.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _codes[row] == Missing;

    /// <inheritdoc/>
    public override string? TextAt(int row) => _codes[row] == Missing ? null : Values[_codes[row]];

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows) => new CategoryColumn(Gather(_codes, rows), Values);

    /// <summary>How many rows hold each of <see cref="Values"/>. Shape [values].</summary>
    internal int[] CountValues()
    {
        var counts = new int[Values.Count];
        foreach (int code in _codes) if (code != Missing) counts[code]++;
        return counts;
    }

    /// <summary>The same rows with other texts; those that become equal become one, an empty one is missing. Itself where none changes.</summary>
    internal CategoryColumn Rewrite(Func<string, string> rewrite)
    {
        var texts = new TextInterner();
        var translated = new int[Values.Count];
        bool same = true;
        for (int code = 0; code < translated.Length; code++)
        {
            string text = rewrite(Values[code]);
            translated[code] = text.Length == 0 ? Missing : texts.CodeOf(text);
            same &= text == Values[code];
        }

        if (same) return this;
        int[] codes = Array.ConvertAll(_codes, code => code == Missing ? Missing : translated[code]);
        return new CategoryColumn(codes, texts.Values);
    }

    private protected override int CountMissing() => _codes.AsSpan().Count(Missing);

    internal override Column Append(IReadOnlyList<Column> others)
    {
        var builder = new CategoryColumnBuilder();
        foreach (var column in others.Prepend(this).Cast<CategoryColumn>()) builder.AppendAll(column._codes, column.Values);
        return builder.Build();
    }
}
