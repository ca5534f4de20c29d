namespace DeepRec;

/// <summary>How many rows stay when users and items with few of them go, again and again until all that are left have enough.</summary>
internal static class FewRows
{
    /// <summary>Rows without a user or an item count for nobody and stay.</summary>
    public static int CountKept(CategoryColumn users, CategoryColumn items, int least)
    {
        int[] judged = [.. Enumerable.Range(0, users.Count).Where(row => !users.IsMissing(row) && !items.IsMissing(row))];
        int alone = users.Count - judged.Length;
        for (int before = -1; before != judged.Length;)
        {
            before = judged.Length;
            foreach (var column in (CategoryColumn[])[users, items])
            {
                var counts = new int[column.Values.Count];
                foreach (int row in judged) counts[column.Codes[row]]++;
                judged = Array.FindAll(judged, row => counts[column.Codes[row]] >= least);
            }
        }

        return alone + judged.Length;
    }
}
