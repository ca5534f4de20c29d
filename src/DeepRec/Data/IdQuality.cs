namespace DeepRec;

/// <summary>How the rows spread over users, or over items.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record IdQuality
{
    private IdQuality()
    {
    }

    /// <summary>Distinct ids that have rows.</summary>
    public int Count { get; private init; }

    /// <summary>Ids with fewer rows than <see cref="DataQualityOptions.FewRows"/>.</summary>
    public int WithFewRows { get; private init; }

    /// <summary>The rows of the id that has fewest; 0 where there is no id.</summary>
    public int FewestRows { get; private init; }

    /// <summary>Half of the ids have this many rows or fewer.</summary>
    public int MedianRows { get; private init; }

    /// <summary>The rows of the id that has most.</summary>
    public int MostRows { get; private init; }

    /// <summary>Rows without an id.</summary>
    public int RowsWithoutId { get; private init; }

    /// <summary>Ids with rows but no entry in the table that the rows were joined with; 0 without a table.</summary>
    public int WithoutEntry { get; private init; }

    /// <summary>The rows of those ids.</summary>
    public int RowsWithoutEntry { get; private init; }

    /// <summary>Entries of the table that have no row.</summary>
    public int EntriesWithoutRows { get; private init; }

    internal static IdQuality Of(CategoryColumn ids, CategoryColumn? table, int fewRows)
    {
        int[] counts = ids.CountValues();
        int[] present = [.. counts.Where(c => c > 0).Order()];
        var entries = table is null ? null : new HashSet<string>(Enumerable.Range(0, table.Count).Select(table.TextAt).OfType<string>(), StringComparer.Ordinal);
        int[] absent = entries is null ? [] : [.. counts.Where((count, code) => count > 0 && !entries.Contains(ids.Values[code]))];
        return new IdQuality
        {
            Count = present.Length,
            WithFewRows = present.Count(c => c < fewRows),
            FewestRows = present.FirstOrDefault(),
            MedianRows = present.Length == 0 ? 0 : present[(present.Length - 1) / 2],
            MostRows = present.LastOrDefault(),
            RowsWithoutId = ids.Count - present.Sum(),
            WithoutEntry = absent.Length,
            RowsWithoutEntry = absent.Sum(),
            EntriesWithoutRows = entries is null ? 0 : entries.Count - (present.Length - absent.Length),
        };
    }
}
