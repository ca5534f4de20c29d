namespace DeepRec;

/// <summary>Ratings by user and by item, and what levels they have.</summary>
internal sealed class RatedProfiles
{
    /// <exception cref="ArgumentException">There is no column of users, items or labels, or no rating.</exception>
    public RatedProfiles(Dataset ratings)
    {
        var schema = ratings.Schema;
        if (schema.User is null || schema.Item is null || schema.Label is null) throw new ArgumentException($"Ratings need columns of user, item and label. There are: {string.Join(", ", schema.Select(f => $"{f.Name} ({f.Role})"))}.", nameof(ratings));
        (Users, Items) = (ratings.Column<CategoryColumn>(schema.User.Name), ratings.Column<CategoryColumn>(schema.Item.Name));
        var labels = ratings.Column<NumberColumn>(schema.Label.Name);
        Labels = labels.Values.ToArray();
        Rows = [.. Enumerable.Range(0, ratings.Count).Where(row => !Users.IsMissing(row) && !Items.IsMissing(row) && !labels.IsMissing(row))];
        if (Rows.Length == 0) throw new ArgumentException("There is no row with a user, an item and a label.", nameof(ratings));
        Levels = [.. Rows.Select(row => Labels[row]).Distinct().Order()];
        UserCodes = [.. Rows.Select(row => Users.Codes[row]).Distinct()];
        ItemCodes = [.. Rows.Select(row => Items.Codes[row]).Distinct()];
        ItemCounts = new int[Items.Values.Count];
        foreach (int row in Rows) ItemCounts[Items.Codes[row]]++;
    }

    public CategoryColumn Users { get; }

    public CategoryColumn Items { get; }

    /// <summary>Shape [all rows].</summary>
    public float[] Labels { get; }

    /// <summary>The rows that hold a rating.</summary>
    public int[] Rows { get; }

    /// <summary>The distinct ratings, ascending.</summary>
    public float[] Levels { get; }

    /// <summary>The codes of users who rated.</summary>
    public int[] UserCodes { get; }

    /// <summary>The codes of items that were rated.</summary>
    public int[] ItemCodes { get; }

    /// <summary>Ratings of each item. Shape [item codes].</summary>
    public int[] ItemCounts { get; }
}
