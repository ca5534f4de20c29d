namespace DeepRec.Preprocessing;

/// <summary>What one and several categories a row have in common: distinct texts, codes into them, and ids in their place.</summary>
internal static class CategoryValues
{
    /// <summary>How often each text occurs in training.</summary>
    public static Dictionary<string, int> Count(TrainingSet training, string column) => training.Aggregate(
        part => Count(part, column),
        (into, other) =>
        {
            foreach (var (value, count) in other) into[value] = into.GetValueOrDefault(value) + count;
        });

    private static Dictionary<string, int> Count(Dataset rows, string column)
    {
        return rows[column] switch
        {
            CategoryColumn one => Count(one.Codes, one.Values),
            CategoriesColumn several => Count(several.Codes, several.Values),
            var other => throw Unsuitable(column, other),
        };
    }

    private static Dictionary<string, int> Count(ReadOnlySpan<int> codes, IReadOnlyList<string> values)
    {
        var counts = new int[values.Count];
        foreach (int code in codes) if (code >= 0) counts[code]++;

        var byText = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < counts.Length; i++) if (counts[i] > 0) byText.Add(values[i], counts[i]);
        return byText;
    }

    /// <summary>Replaces the column's texts by ids. <paramref name="idOf"/> is asked once for each distinct text, and for <see langword="null"/>.</summary>
    public static Dataset Encode(Dataset rows, string column, Func<string?, int> idOf, int cardinality)
    {
        switch (rows[column])
        {
            case CategoryColumn one:
                {
                    var ids = Translate(one.Values, idOf);
                    int missing = idOf(null);
                    var encoded = new int[one.Count];
                    for (int row = 0; row < encoded.Length; row++) encoded[row] = one.Codes[row] is var code && code >= 0 ? ids[code] : missing;
                    return rows.With(column, new IdColumn(encoded, cardinality));
                }

            case CategoriesColumn several:
                {
                    var ids = Translate(several.Values, idOf);
                    var encoded = new int[several.Codes.Length];
                    for (int i = 0; i < encoded.Length; i++) encoded[i] = ids[several.Codes[i]];
                    return rows.With(column, new IdBagColumn(several.Offsets.ToArray(), encoded, cardinality));
                }

            case var other:
                throw Unsuitable(column, other);
        }
    }

    private static ArgumentException Unsuitable(string column, Column found) =>
        new($"Column '{column}' is a {found.GetType().Name}; this step needs a category or several categories.");

    private static int[] Translate(IReadOnlyList<string> values, Func<string?, int> idOf)
    {
        var ids = new int[values.Count];
        for (int i = 0; i < ids.Length; i++) ids[i] = idOf(values[i]);
        return ids;
    }
}
