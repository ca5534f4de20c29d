namespace DeepRec;

/// <summary>The features of one item of the catalogue, as they stood in the data, for filters.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public readonly struct ItemFeatures
{
    private readonly EntityTable? _items;
    private readonly int _row;

    internal ItemFeatures(EntityTable items, int row) => (_items, _row) = (items, row);

    /// <summary>A category, or any other feature as text; <see langword="null"/> where it is missing.</summary>
    /// <param name="feature">The feature's name; that of the id's column gives the id.</param>
    /// <exception cref="ArgumentException">Items have no such feature.</exception>
    public string? Text(string feature) => Column(feature).TextAt(_row);

    /// <summary>A number; <see langword="null"/> where it is missing.</summary>
    /// <param name="feature">The feature's name.</param>
    /// <exception cref="ArgumentException">Items have no such feature, or it is no number.</exception>
    public float? Number(string feature) => Column(feature) is NumberColumn { Width: 1 } numbers
        ? numbers.IsMissing(_row) ? null : numbers.Values[_row]
        : throw new ArgumentException($"Feature '{feature}' is no number. Read it with Text or Texts.", nameof(feature));

    /// <summary>The values of a feature of one category or several; empty where it is missing.</summary>
    /// <param name="feature">The feature's name.</param>
    /// <exception cref="ArgumentException">Items have no such feature, or it is no category.</exception>
    public IReadOnlyList<string> Texts(string feature) => Column(feature) switch
    {
        CategoriesColumn several => [.. several.Codes[several.Offsets[_row]..several.Offsets[_row + 1]].ToArray().Select(code => several.Values[code])],
        CategoryColumn one => one.TextAt(_row) is { } text ? [text] : [],
        _ => throw new ArgumentException($"Feature '{feature}' is no category. Read it with Text or Number.", nameof(feature)),
    };

    private Column Column(string feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        var rows = (_items ?? throw new InvalidOperationException("There is no item.")).Rows;
        return rows.Schema.Contains(feature)
            ? rows[feature]
            : throw new ArgumentException($"Items have no feature '{feature}'. Those that they have: {string.Join(", ", rows.Schema.Select(f => f.Name))}.", nameof(feature));
    }
}
