namespace DeepRec;

/// <summary>
/// Rows for others' eyes: none by which fewer than k persons are alike. Sweeney, "k-Anonymity: A Model for Protecting Privacy", International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 2002.
/// </summary>
/// <remarks>
/// A weak promise, and none of differential privacy: who knows that somebody is among k alike still learns what all k have in common, and two exports may tell more than each.
/// Make columns coarser first (<see cref="Preprocessing.Bucketize"/>, <see cref="Preprocessing.RegionHierarchy"/>), else most rows go. Pure functions; safe from many threads.
/// </remarks>
public static class KAnonymity
{
    /// <summary>Leaves out rows whose values, in columns by which a person may be recognised, fewer than k persons share.</summary>
    /// <param name="rows">The rows; they stay as they are.</param>
    /// <param name="k">How many persons are to be alike, 2 or more.</param>
    /// <param name="person">The column that says who it is, such as the user's id. A row without one counts as a person of its own. It is not in what comes out.</param>
    /// <param name="columns">The columns by which a person may be recognised, at least one; a missing value is a value.</param>
    /// <returns>The rows that are left, in their order, without the person's column; they are a dataset of k-anonymous rows, perhaps of none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is below 2.</exception>
    /// <exception cref="ArgumentException">A column is absent, none is given, or the person's is among them.</exception>
    public static Dataset Suppress(Dataset rows, int k, string person, params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 2);
        if (columns.Count == 0 || columns.Contains(person)) throw new ArgumentException($"Give the columns by which a person may be recognised, beside '{person}', which is left out.", nameof(columns));
        Column who = rows[person];
        Column[] alike = [.. columns.Select(name => rows[name])];
        string[] keys = [.. Enumerable.Range(0, rows.Count).Select(row => string.Concat(alike.Select(column => column.TextAt(row) is { } text ? $"{text.Length}:{text}" : "-")))];
        var persons = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        for (int row = 0; row < keys.Length; row++)
        {
            if (!persons.TryGetValue(keys[row], out var known)) persons.Add(keys[row], known = new HashSet<string>(StringComparer.Ordinal));
            known.Add(who.TextAt(row) is { } id ? "=" + id : $"row {row}");
        }

        return rows.Select([.. Enumerable.Range(0, rows.Count).Where(row => persons[keys[row]].Count >= k)]).Without(person).WithTables(null, null);
    }
}
