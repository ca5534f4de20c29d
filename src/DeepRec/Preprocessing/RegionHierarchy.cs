namespace DeepRec.Preprocessing;

/// <summary>
/// From a category to what it lies in, by your own table: a city to its region and country, a genre to its kind. Each level is a category of its own in the
/// column <c>"&lt;column&gt;.&lt;level&gt;"</c>, so that a rare city still has the vector of its country. The column itself stays.
/// </summary>
/// <remarks>Learns nothing; <see cref="CategoryVocabulary"/> goes after it on each level. The table travels inside the saved pipeline.</remarks>
/// <param name="Column">A column of one category a row, as it was read.</param>
/// <param name="Levels">What the levels are called, the nearest first; one or more, distinct.</param>
/// <param name="Ancestors">For each value its ancestors, one for each level; <see langword="null"/> where there is none. Values that are not in it have none.</param>
public sealed record RegionHierarchy(string Column, IReadOnlyList<string> Levels, IReadOnlyDictionary<string, IReadOnlyList<string?>> Ancestors) : FittedStep
{
    /// <summary>What the levels are called, the nearest first.</summary>
    public IReadOnlyList<string> Levels { get; } = Check(Levels);

    /// <summary>For each value its ancestors, one for each level.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string?>> Ancestors { get; } = Check(Ancestors, Levels.Count);

    internal override string? OnlyColumn => Column;

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var column = rows.Column<CategoryColumn>(Column);
        for (int level = 0; level < Levels.Count; level++) rows = Derived.Add(rows, Column, "." + Levels[level], FeatureKind.Category, AncestorsOf(column, level));
        return rows;
    }

    private CategoryColumn AncestorsOf(CategoryColumn column, int level)
    {
        // Each distinct text is looked up once.
        var found = new TextInterner();
        int[] codeOf = [.. column.Values.Select(value => Ancestors.TryGetValue(value, out var ancestors) && ancestors[level] is { } ancestor ? found.CodeOf(ancestor) : CategoryColumn.Missing)];
        var codes = new int[column.Count];
        for (int row = 0; row < codes.Length; row++) codes[row] = column.IsMissing(row) ? CategoryColumn.Missing : codeOf[column.Codes[row]];
        return new CategoryColumn(codes, found.Values);
    }

    private static IReadOnlyList<string> Check(IReadOnlyList<string> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        if (levels.Count == 0 || levels.Any(string.IsNullOrWhiteSpace)) throw new ArgumentException("A hierarchy has one level or more, each with a name.", nameof(levels));
        if (levels.Distinct(StringComparer.Ordinal).Count() < levels.Count) throw new ArgumentException($"Two levels have one name: {string.Join(", ", levels)}.", nameof(levels));
        return levels;
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string?>> Check(IReadOnlyDictionary<string, IReadOnlyList<string?>> ancestors, int levels)
    {
        ArgumentNullException.ThrowIfNull(ancestors);
        foreach (var (value, above) in ancestors)
        {
            if (above?.Count != levels) throw new ArgumentException($"'{value}' has {above?.Count ?? 0} ancestors; the hierarchy has {levels} levels. Put null where there is none.", nameof(ancestors));
        }

        return ancestors;
    }
}
