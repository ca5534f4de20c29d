namespace DeepRec;

/// <summary>A table of users or items that takes up what later rows say.</summary>
internal static class GrownTable
{
    /// <summary>The table with the ids of the rows that it lacks behind its own, in the order of their first rows. Of each feature the last value that a row holds counts; a missing one takes nothing away.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Rows with the id's column, and perhaps columns of features.</param>
    public static EntityTable Of(EntityTable table, Dataset rows)
    {
        var id = table.Rows.Schema[0];
        var ids = rows.Column<CategoryColumn>(id.Name);
        var places = new Dictionary<string, int>(StringComparer.Ordinal); // of new ids
        var first = new List<int>();
        var place = new int[rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            if (ids.TextAt(row) is not { } text) place[row] = -1;
            else if (table.RowOf(text) is >= 0 and var known) place[row] = known;
            else if (places.TryGetValue(text, out place[row])) continue;
            else
            {
                places.Add(text, place[row] = table.Count + first.Count);
                first.Add(table.Count + row);
            }
        }

        int[] all = [.. Enumerable.Range(0, table.Count), .. first];
        return new EntityTable(new Dataset(table.Rows.Schema, table.Rows.Schema.Select(f =>
            f == id ? table.Rows[id.Name].Append([ids]).Select(all) : Newest(table.Rows[f.Name], rows.Schema.Contains(f.Name) ? rows[f.Name] : null, place, all.Length))));
    }

    // The last value there is, of the rows' else of the table's.
    private static Column Newest(Column known, Column? given, int[] place, int count)
    {
        int missing = known.Count + (given?.Count ?? 0);
        int[] from = [.. Enumerable.Range(0, count).Select(row => row < known.Count ? row : missing)];
        for (int row = 0; row < given?.Count; row++) if (place[row] >= 0 && !given.IsMissing(row)) from[place[row]] = known.Count + row;
        return SideTable.WithMissingRow(given is null ? known : known.Append([given])).Select(from);
    }
}
