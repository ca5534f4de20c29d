namespace DeepRec;

/// <summary>Which groups each item belongs to; one of several groups belongs to each by an equal part, one of none to a group of its own name.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal sealed class ItemGroups
{
    /// <summary>What the group of those without a value is called.</summary>
    public const string None = "(none)";

    private readonly int[][] _groups;

    private ItemGroups(int[][] groups, IReadOnlyList<string> names) => (_groups, Names) = (groups, names);

    /// <summary>The groups' names; those that no item belongs to are left out.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many items there are.</summary>
    public int ItemCount => _groups.Length;

    /// <param name="column">One category or several for each item.</param>
    public static ItemGroups Of(Column column)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new int[column.Count][];
        for (int item = 0; item < groups.Length; item++) groups[item] = [.. NamesAt(column, item).Distinct(StringComparer.Ordinal).Select(PlaceOf)];
        return new ItemGroups(groups, [.. places.Keys]);

        int PlaceOf(string name) => places.TryGetValue(name, out int place) ? place : places[name] = places.Count;
    }

    /// <summary>The groups of an item, one or more.</summary>
    public ReadOnlySpan<int> Of(int item) => _groups[item];

    /// <summary>Adds to the item's groups an amount, shared equally. Shape [groups].</summary>
    public void Add(int item, double amount, Span<double> sums)
    {
        int[] own = _groups[item];
        foreach (int group in own) sums[group] += amount / own.Length;
    }

    /// <summary>Each group's part of amounts that items have, such as 1 each for the number of its items. Shape [groups].</summary>
    /// <param name="amounts">Shape [items].</param>
    public double[] Sum(ReadOnlySpan<double> amounts)
    {
        var sums = new double[Names.Count];
        for (int item = 0; item < amounts.Length; item++) Add(item, amounts[item], sums);
        return sums;
    }

    /// <summary>The shares of groups among some items, which count alike. Shape [groups]; all 0 without items.</summary>
    public double[] Shares(ReadOnlySpan<int> items)
    {
        var sums = new double[Names.Count];
        foreach (int item in items) Add(item, 1.0 / items.Length, sums);
        return sums;
    }

    private static IEnumerable<string> NamesAt(Column column, int row)
    {
        if (column.IsMissing(row)) return [None];
        return column is CategoriesColumn several ? several.Codes[several.Offsets[row]..several.Offsets[row + 1]].ToArray().Select(code => several.Values[code]) : [column.TextAt(row)!];
    }
}
