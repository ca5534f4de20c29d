namespace DeepRec;

/// <summary>Computes the figures of one column.</summary>
internal static class ColumnInspection
{
    private const int FewestToJudge = 20;

    public static ColumnQuality Inspect(Feature feature, Column column, DataQualityOptions options)
    {
        int missing = column.MissingCount;
        int present = column.Count - missing;
        float[]? sorted = column is NumberColumn { Width: 1 } numbers ? Sort(numbers) : null;
        int distinct = column switch
        {
            CategoryColumn categories => categories.CountValues().Count(count => count > 0),
            CategoriesColumn bags => CountDistinct([.. bags.Codes]),
            VectorColumn vectors => vectors.Trim().VectorCount,
            DateTimeColumn times => CountDistinct([.. times.Ticks]) - (missing > 0 ? 1 : 0),
            _ when sorted is not null => CountSorted<float>(sorted),
            _ => Enumerable.Range(0, column.Count).Select(column.TextAt).OfType<string>().Distinct().Count(),
        };
        var texts = InspectTexts(feature, column);
        return new ColumnQuality(feature, column.Count)
        {
            Garbled = texts.Garbled,
            Untidy = texts.Untidy,
            Letters = texts.Letters,
            Missing = missing,
            Distinct = distinct,
            IsConstant = present > 1 && !FeatureRoles.Differs(column),
            IsNearUnique = column is CategoryColumn && feature.Kind != FeatureKind.Text && feature.Role is not (FeatureRole.User or FeatureRole.Item) && present >= FewestToJudge && distinct >= options.NearUniqueShare * present,
            Numbers = sorted is { Length: > 0 } ? NumberSummary.Of(sorted, options.OutlierRanges) : null,
        };
    }

    public static LabelQuality InspectLabel(ColumnQuality column, NumberColumn label, DataQualityOptions options)
    {
        float[] sorted = Sort(label);
        int outOfRange = sorted.Count(value => value < options.MinimumLabel || value > options.MaximumLabel);
        return new LabelQuality(column, outOfRange, sorted.Length == 0 ? [] : LabelBin.Distribute(sorted));
    }

    private static TextInspection InspectTexts(Feature feature, Column column)
    {
        bool areNames = feature.Kind != FeatureKind.Text;
        switch (column)
        {
            case CategoryColumn one:
                return TextInspection.Of(one.Values, one.CountValues(), areNames);
            case CategoriesColumn several:
                var counts = new int[several.Values.Count];
                foreach (int code in several.Codes) counts[code]++;
                return TextInspection.Of(several.Values, counts, areNames);
            default:
                return default;
        }
    }

    private static float[] Sort(NumberColumn numbers)
    {
        float[] sorted = numbers.Values.ToArray();
        Array.Sort(sorted); // NaN, the missing value, comes first
        return sorted[numbers.MissingCount..];
    }

    private static int CountDistinct<T>(T[] values) where T : IEquatable<T>
    {
        Array.Sort(values);
        return CountSorted<T>(values);
    }

    private static int CountSorted<T>(ReadOnlySpan<T> sorted) where T : IEquatable<T>
    {
        int distinct = sorted.IsEmpty ? 0 : 1;
        for (int i = 1; i < sorted.Length; i++) if (!sorted[i].Equals(sorted[i - 1])) distinct++;
        return distinct;
    }
}
