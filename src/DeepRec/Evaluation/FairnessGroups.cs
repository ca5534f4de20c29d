using System.Globalization;

namespace DeepRec;

/// <summary>Groups of items and users, by their features.</summary>
internal static class FairnessGroups
{
    /// <exception cref="ArgumentException">Items have no such category.</exception>
    public static ItemGroups? OfItems(EntityTable items, string? feature) => feature is null ? null : RankingIndex.GroupsOf(items, feature);

    /// <param name="users">The users that are known.</param>
    /// <param name="rows">Those that are grouped: their rows, −1 for one who is not known. Shape [U].</param>
    /// <param name="options">By what.</param>
    /// <exception cref="ArgumentException">Users have no such feature, or a number is not cut.</exception>
    public static string[]? OfUsers(EntityTable users, int[] rows, FairnessOptions options)
    {
        if (options.UserFeature is not { } feature) return null;
        string[] known = [.. users.Rows.Schema.Where(f => f.Role == FeatureRole.UserFeature && f.Kind is FeatureKind.Category or FeatureKind.Number).Select(f => f.Name)];
        if (!known.Contains(feature)) throw new ArgumentException($"'{feature}' is no category or number of users. Those that can group them: {string.Join(", ", known)}.", nameof(options));
        var column = users.Rows[feature];
        if (column is NumberColumn && options.UserEdges.Count == 0) throw new ArgumentException($"'{feature}' is a number: say with UserEdges where it is cut into groups.", nameof(options));
        return Array.ConvertAll(rows, row => row < 0 || column.IsMissing(row) ? ItemGroups.None
            : column is NumberColumn numbers ? Between(numbers.Values[row * numbers.Width], options.UserEdges) : column.TextAt(row)!);
    }

    private static string Between(float value, IReadOnlyList<double> edges)
    {
        int above = edges.Count(edge => value >= edge);
        return above == 0 ? Text($"below {edges[0]}") : above == edges.Count ? Text($"from {edges[^1]}") : Text($"{edges[above - 1]} to below {edges[above]}");

        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
