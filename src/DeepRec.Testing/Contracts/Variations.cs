namespace DeepRec.Testing;

/// <summary>Rows as they might also have come. Labels stay.</summary>
internal static class Variations
{
    /// <summary>Without a value where <paramref name="isMissing"/> holds: in each column in turn, and in all.</summary>
    public static IEnumerable<Dataset> Missing(Dataset rows, Func<int, bool> isMissing)
    {
        var all = rows;
        foreach (var feature in rows.Schema.Where(f => f.Role != FeatureRole.Label))
        {
            if (WithoutValues(rows[feature.Name], isMissing) is not { } column) continue;
            all = all.With(feature.Name, column);
            yield return rows.With(feature.Name, column);
        }

        yield return all;
    }

    /// <summary>Every category under a text that no row had.</summary>
    public static Dataset Unseen(Dataset rows)
    {
        foreach (var feature in rows.Schema)
        {
            Column? column = rows[feature.Name] switch
            {
                CategoryColumn category => new CategoryColumn(category.Codes.ToArray(), Fresh(category.Values)),
                CategoriesColumn categories => new CategoriesColumn(categories.Offsets.ToArray(), categories.Codes.ToArray(), Fresh(categories.Values)),
                _ => null,
            };
            if (column is not null) rows = rows.With(feature.Name, column);
        }

        return rows;
    }

    /// <summary>Every number is this one.</summary>
    public static Dataset Numbers(Dataset rows, float value)
    {
        foreach (var feature in rows.Schema.Where(f => f.Role != FeatureRole.Label))
        {
            if (rows[feature.Name] is NumberColumn numbers) rows = rows.With(feature.Name, numbers.Map(_ => value));
        }

        return rows;
    }

    private static string[] Fresh(IReadOnlyList<string> values) => [.. values.Select(value => value + " (unseen)")];

    private static Column? WithoutValues(Column column, Func<int, bool> isMissing) => column switch
    {
        NumberColumn numbers => new NumberColumn([.. numbers.Values.ToArray().Select((value, i) => isMissing(i / numbers.Width) ? float.NaN : value)], numbers.Width),
        CategoryColumn category => new CategoryColumn([.. category.Codes.ToArray().Select((code, row) => isMissing(row) ? CategoryColumn.Missing : code)], category.Values),
        CategoriesColumn categories => WithoutValues(categories, isMissing),
        DateTimeColumn times => new DateTimeColumn([.. times.Ticks.ToArray().Select((ticks, row) => isMissing(row) ? DateTimeColumn.Missing : ticks)]),
        _ => null,
    };

    private static CategoriesColumn WithoutValues(CategoriesColumn column, Func<int, bool> isMissing)
    {
        var offsets = new List<int> { 0 };
        var codes = new List<int>();
        for (int row = 0; row < column.Count; row++)
        {
            if (!isMissing(row)) codes.AddRange(column.Codes[column.Offsets[row]..column.Offsets[row + 1]]);
            offsets.Add(codes.Count);
        }

        return new CategoriesColumn([.. offsets], [.. codes], column.Values);
    }
}
