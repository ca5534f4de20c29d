namespace DeepRec;

/// <summary>How many items of each category a list holds so far, and whether one more may come.</summary>
internal sealed class CategoryCounts
{
    private readonly Column _column;
    private readonly int[] _counts;
    private readonly int _most;

    /// <exception cref="ArgumentException">Items have no such feature, or it is no category.</exception>
    public CategoryCounts(EntityTable items, CategoryCap cap)
    {
        var features = items.Rows.Schema.Where(f => f.Role == FeatureRole.ItemFeature && f.Kind is FeatureKind.Category or FeatureKind.Categories);
        if (features.All(f => f.Name != cap.Feature))
        {
            throw new ArgumentException($"'{cap.Feature}' is no category of items. Those that can be capped: {FeatureSchema.NamesOf(features)}.", nameof(cap));
        }

        (_column, _most) = (items.Rows[cap.Feature], cap.Count);
        _counts = new int[_column is CategoryColumn one ? one.Values.Count : ((CategoriesColumn)_column).Values.Count];
    }

    public bool Allows(int item)
    {
        foreach (int code in CodesOf(item)) if (_counts[code] >= _most) return false;
        return true;
    }

    public void Take(int item)
    {
        foreach (int code in CodesOf(item)) _counts[code]++;
    }

    private ReadOnlySpan<int> CodesOf(int item) => _column is CategoryColumn one
        ? one.IsMissing(item) ? [] : one.Codes.Slice(item, 1)
        : ((CategoriesColumn)_column).Codes[((CategoriesColumn)_column).Offsets[item]..((CategoriesColumn)_column).Offsets[item + 1]];
}
