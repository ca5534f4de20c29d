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

    /// <summary>The texts that occur so often in training or oftener: the most frequent first, ties in ordinal order.</summary>
    public static IEnumerable<string> ByFrequency(TrainingSet training, string column, int minimumCount)
    {
        (string Text, int Count)[] counted = training.Partitions.Count == 1
            ? CountCodes(training.Partitions[0], column)
            : [.. Count(training, column).Select(pair => (pair.Key, pair.Value))];
        counted = Array.FindAll(counted, value => value.Count >= minimumCount);
        Array.Sort(counted, (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Text, b.Text));
        return counted.Select(value => value.Text);
    }

    private static Dictionary<string, int> Count(Dataset rows, string column)
    {
        var byText = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (text, count) in CountCodes(rows, column)) if (count > 0) byText.Add(text, count);
        return byText;
    }

    // How many rows hold each distinct text of the column; none where rows were left out.
    private static (string Text, int Count)[] CountCodes(Dataset rows, string column) => rows[column] switch
    {
        CategoryColumn one => CountCodes(one.Codes, one.Values),
        CategoriesColumn several => CountCodes(several.Codes, several.Values),
        var other => throw Unsuitable(column, other),
    };

    private static (string Text, int Count)[] CountCodes(ReadOnlySpan<int> codes, IReadOnlyList<string> values)
    {
        int[] counts = new int[values.Count + 1]; // those of missing rows stand first
        foreach (int code in codes) counts[code - CategoryColumn.Missing]++;
        var counted = new (string, int)[values.Count];
        for (int i = 0; i < counted.Length; i++) counted[i] = (values[i], counts[i + 1]);
        return counted;
    }

    /// <summary>Replaces the column's texts by ids. <paramref name="idOf"/> is asked once for each distinct text, and for <see langword="null"/>.</summary>
    public static Dataset Encode(Dataset rows, string column, Func<string?, int> idOf, int cardinality)
    {
        switch (rows[column])
        {
            case CategoryColumn one:
                {
                    int[] ids = [idOf(null), .. Translate(one.Values, idOf)]; // missing is the code before the first
                    var codes = one.Codes;
                    var encoded = GC.AllocateUninitializedArray<int>(codes.Length);
                    for (int row = 0; row < encoded.Length; row++) encoded[row] = ids[codes[row] - CategoryColumn.Missing];
                    return rows.With(column, new IdColumn(encoded, cardinality));
                }

            case CategoriesColumn several:
                {
                    var ids = Translate(several.Values, idOf);
                    var codes = several.Codes;
                    var encoded = GC.AllocateUninitializedArray<int>(codes.Length);
                    for (int i = 0; i < encoded.Length; i++) encoded[i] = ids[codes[i]];
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
