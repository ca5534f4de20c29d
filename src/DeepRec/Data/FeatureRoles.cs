namespace DeepRec;

/// <summary>Finds out from the data what features without a stated role are about: see <see cref="FeatureRole.Unassigned"/>.</summary>
internal static class FeatureRoles
{
    public static Dataset Resolve(Dataset rows)
    {
        if (rows.Schema.All(f => f.Role != FeatureRole.Unassigned)) return rows;
        var items = Ids(rows, rows.Schema.Item);
        var users = Ids(rows, rows.Schema.User);
        return rows.WithSchema(new FeatureSchema(rows.Schema.Select(f => f.Role == FeatureRole.Unassigned ? f with { Role = RoleOf(rows[f.Name], items, users) } : f)));
    }

    /// <summary>Whether there are two different values.</summary>
    public static bool Differs(Column column)
    {
        var same = AreTheSame(column) ?? ((a, b) => column.TextAt(a) == column.TextAt(b));
        int first = 0;
        while (first < column.Count && column.IsMissing(first)) first++;
        for (int row = first + 1; row < column.Count; row++) if (!column.IsMissing(row) && !same(first, row)) return true;
        return false;
    }

    private static CategoryColumn? Ids(Dataset rows, Feature? feature) => feature is null ? null : rows[feature.Name] as CategoryColumn;

    private static FeatureRole RoleOf(Column column, CategoryColumn? items, CategoryColumn? users)
    {
        if (AreTheSame(column) is not { } same || !Differs(column)) return FeatureRole.Context;
        if (items is not null && BelongsTo(items, column, same)) return FeatureRole.ItemFeature;
        return users is not null && BelongsTo(users, column, same) ? FeatureRole.UserFeature : FeatureRole.Context;
    }

    /// <summary>Whether no id has two different values, and at least one has two rows with a value.</summary>
    private static bool BelongsTo(CategoryColumn ids, Column column, Func<int, int, bool> same)
    {
        var firstRow = new int[ids.Values.Count];
        Array.Fill(firstRow, -1);
        bool seenTwice = false;
        var codes = ids.Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            if (codes[row] == CategoryColumn.Missing || column.IsMissing(row)) continue;
            ref int first = ref firstRow[codes[row]];
            if (first < 0) first = row;
            else if (same(first, row)) seenTwice = true;
            else return false;
        }

        return seenTwice;
    }

    private static Func<int, int, bool>? AreTheSame(Column column) => column switch
    {
        CategoryColumn categories => (a, b) => categories.Codes[a] == categories.Codes[b],
        NumberColumn numbers => (a, b) => numbers.Values.Slice(a * numbers.Width, numbers.Width).SequenceEqual(numbers.Values.Slice(b * numbers.Width, numbers.Width)),
        VectorColumn vectors => (a, b) => vectors.Codes[a] == vectors.Codes[b],
        DateTimeColumn times => (a, b) => times.Ticks[a] == times.Ticks[b],
        CategoriesColumn bags => (a, b) => HoldTheSame(bags, a, b),
        _ => null,
    };

    /// <summary>Whether two rows hold the same set; the order of writing does not count, and no row holds a value twice.</summary>
    private static bool HoldTheSame(CategoriesColumn bags, int a, int b)
    {
        var first = bags.Codes[bags.Offsets[a]..bags.Offsets[a + 1]];
        var second = bags.Codes[bags.Offsets[b]..bags.Offsets[b + 1]];
        if (first.Length != second.Length) return false;
        foreach (int code in first) if (!second.Contains(code)) return false;
        return true;
    }
}
