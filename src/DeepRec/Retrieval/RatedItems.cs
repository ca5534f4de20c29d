namespace DeepRec;

/// <summary>Which items each user rated in training, and how often users and items occurred there.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal sealed class RatedItems
{
    /// <param name="offsets">Shape [users + 1].</param>
    /// <param name="items">Rows of the item table, row by row of the user table, ascending within a user, repeats kept.</param>
    /// <param name="itemCount">How many items there are.</param>
    /// <param name="ratings">How high, beside the items; or none.</param>
    /// <param name="ticks">When, beside the items; or none.</param>
    public RatedItems(int[] offsets, int[] items, int itemCount, float[]? ratings = null, long[]? ticks = null)
    {
        BagLayout.CountRows(offsets, items);
        (Offsets, Items, Ratings, Ticks) = (offsets, items, ratings ?? [], ticks ?? []);
        ItemRows = new int[itemCount];
        foreach (int item in items) ItemRows[item]++;
    }

    public int[] Offsets { get; }

    public int[] Items { get; }

    /// <summary>In units of the label, beside the items; empty where they are not known.</summary>
    public float[] Ratings { get; }

    /// <summary>UTC, beside the items; empty where they are not known.</summary>
    public long[] Ticks { get; }

    /// <summary>Training rows of each item, shape [items].</summary>
    public int[] ItemRows { get; }

    public ReadOnlySpan<int> Of(int user) => user < 0 ? [] : Items.AsSpan(Offsets[user]..Offsets[user + 1]);

    /// <summary>Training rows of a user; 0 for one who is not known.</summary>
    public int CountOf(int user) => user < 0 ? 0 : Offsets[user + 1] - Offsets[user];

    public static RatedItems Of(Dataset training, EntityTable users, EntityTable items)
    {
        int[] userOf = RowsOf(training, users, training.Schema.User!), itemOf = RowsOf(training, items, training.Schema.Item!);
        var perUser = new List<int>[users.Count]; // rows
        for (int row = 0; row < training.Count; row++)
        {
            if (userOf[row] >= 0 && itemOf[row] >= 0) (perUser[userOf[row]] ??= []).Add(row);
        }

        var offsets = new int[users.Count + 1];
        for (int user = 0; user < perUser.Length; user++) offsets[user + 1] = offsets[user] + (perUser[user]?.Count ?? 0);
        int[] rows = [.. perUser.SelectMany(list => (list ?? []).OrderBy(row => itemOf[row]))]; // stable
        var label = training.Schema.Label is { } feature ? training[feature.Name] as NumberColumn : null;
        var time = training.Schema.Timestamp is { } stamp ? training[stamp.Name] as DateTimeColumn : null;
        return new RatedItems(
            offsets, Array.ConvertAll(rows, row => itemOf[row]), items.Count,
            label is null ? null : Array.ConvertAll(rows, row => label.Values[row]), time is null ? null : Array.ConvertAll(rows, row => time.Ticks[row]));
    }

    /// <summary>With later rows; how high and when is not kept.</summary>
    /// <param name="users">The user of each, shape [rows].</param>
    /// <param name="items">The item of each, shape [rows].</param>
    /// <param name="userCount">How many users there are then.</param>
    /// <param name="itemCount">How many items there are then.</param>
    public RatedItems With(int[] users, int[] items, int userCount, int itemCount)
    {
        var later = Enumerable.Range(0, users.Length).ToLookup(row => users[row], row => items[row]);
        var offsets = new int[userCount + 1];
        var all = new List<int>(Items.Length + items.Length);
        for (int user = 0; user < userCount; user++)
        {
            int[] own = user + 1 < Offsets.Length ? [.. Of(user), .. later[user]] : [.. later[user]];
            Array.Sort(own);
            all.AddRange(own);
            offsets[user + 1] = all.Count;
        }

        return new RatedItems(offsets, [.. all], itemCount);
    }

    /// <summary>The table's row of each row's id, −1 where it has none. Shape [rows].</summary>
    public static int[] RowsOf(Dataset rows, EntityTable table, Feature id)
    {
        var column = rows.Column<CategoryColumn>(id.Name);
        int[] byCode = [.. column.Values.Select(table.RowOf)];
        var found = new int[column.Count];
        for (int row = 0; row < found.Length; row++) found[row] = column.IsMissing(row) ? -1 : byCode[column.Codes[row]];
        return found;
    }
}
