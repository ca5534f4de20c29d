namespace DeepRec;

/// <summary>Ratings that come with a request, in the place of those of training or beside them.</summary>
/// <param name="UserRow">The user's row in the table; below 0 where he is not known.</param>
/// <param name="Ratings">By the item's row in the table, in units of the label, finite. One of an item that was rated in training takes its place.</param>
internal sealed record GivenRatings(int UserRow, IReadOnlyDictionary<int, float> Ratings)
{
    /// <exception cref="ArgumentException">A rating is no number; the message names the item.</exception>
    public static GivenRatings Of<TItem>(int userRow, IEnumerable<KeyValuePair<TItem, float>> ratings, EntityTable items)
    {
        var found = new Dictionary<int, float>();
        foreach (var (item, rating) in ratings)
        {
            if (!float.IsFinite(rating)) throw new ArgumentException(FormattableString.Invariant($"The given rating of '{item}' is {rating}. Leave out what is not rated; a rating is a number."), nameof(ratings));
            if (item is not null && items.RowOf(KeyText<TItem>.Format(item).Trim()) is >= 0 and var row) found[row] = rating; // what is not in the catalogue says nothing
        }

        return new GivenRatings(userRow, found);
    }
}
