namespace DeepRec;

/// <summary>Finds the column of a source that a feature is read from: exactly by name, else by the one name that differs in case, blanks, '_' and '-' only.</summary>
internal static class ColumnNames
{
    public static int PositionOf(string name, IReadOnlyList<string> columns, string source)
    {
        int position = IndexOfOnly(columns, column => column == name, name, source);
        if (position < 0) position = IndexOfOnly(columns, column => Plain(column) == Plain(name), name, source);
        if (position >= 0) return position;

        throw new DatasetException(0, $"{source} has no column '{name}'. Its columns: {string.Join(", ", columns.Select(c => $"'{c}'"))}",
            "Correct the feature's name, map it to the column's name in the options, or check the separator.");
    }

    /// <summary>A name without case, blanks, '_' and '-'.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-'))).ToLowerInvariant();

    private static int IndexOfOnly(IReadOnlyList<string> columns, Func<string, bool> matches, string name, string source)
    {
        int found = -1;
        for (int i = 0; i < columns.Count; i++)
        {
            if (!matches(columns[i])) continue;
            if (found >= 0)
            {
                throw new DatasetException(0, $"{source} has two columns that may be '{name}': '{columns[found]}' at position {found} and '{columns[i]}' at position {i}",
                    "Rename one of them, or map the feature to a name that occurs once.");
            }

            found = i;
        }

        return found;
    }
}
