namespace DeepRec.Preprocessing;

/// <summary>
/// Removes users and items with few rows, again and again, until every user and item that is left has enough: the k-core of the graph of
/// users and items.
/// </summary>
/// <remarks>Rows without a user or item are left alone and count for nobody. Immutable; safe from many threads.</remarks>
public sealed class KCore : RowStep
{
    private readonly int _minimumRowsPerUser;
    private readonly int _minimumRowsPerItem;

    /// <summary>States the minimums.</summary>
    /// <param name="minimumRowsPerUser">1 or more. Default 5, as in the "5-core" data sets that papers compare on.</param>
    /// <param name="minimumRowsPerItem">1 or more. Default 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">A minimum is below 1.</exception>
    public KCore(int minimumRowsPerUser = 5, int minimumRowsPerItem = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimumRowsPerUser);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimumRowsPerItem);
        (_minimumRowsPerUser, _minimumRowsPerItem) = (minimumRowsPerUser, minimumRowsPerItem);
    }

    /// <inheritdoc/>
    public override RowStepResult Apply(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var users = RowGroups.Codes(rows, rows.Schema.User, "user", this);
        var items = RowGroups.Codes(rows, rows.Schema.Item, "item", this);
        int[] judged = [.. Enumerable.Range(0, rows.Count).Where(row => !users.IsMissing(row) && !items.IsMissing(row))];
        var filter = new RowFilter(rows, this);
        for (int before = -1; before != judged.Length;)
        {
            before = judged.Length;
            judged = Peel(judged, users, _minimumRowsPerUser, filter, $"user with fewer than {_minimumRowsPerUser} rows");
            judged = Peel(judged, items, _minimumRowsPerItem, filter, $"item with fewer than {_minimumRowsPerItem} rows");
        }

        return filter.ToResult();
    }

    private static int[] Peel(int[] judged, CategoryColumn column, int minimum, RowFilter filter, string reason)
    {
        var counts = new int[column.Values.Count];
        foreach (int row in judged) counts[column.Codes[row]]++;
        filter.Remove(judged.Where(row => counts[column.Codes[row]] < minimum), reason);
        return Array.FindAll(judged, filter.Keeps);
    }
}
