using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>
/// Who rated what how high, both ways, over the dense ids of the two vocabularies. A row whose user or item has a reserved id (missing, not in the
/// vocabulary) is in neither: nobody in particular rated it.
/// </summary>
/// <remarks>Immutable; safe from many threads. 12 bytes for each rating and side, 20 with times.</remarks>
/// <param name="Users">By user.</param>
/// <param name="Items">By item.</param>
internal sealed record RatingGraph(RatedSide Users, RatedSide Items)
{
    /// <summary>How many ratings it holds.</summary>
    public int Count => Users.Others.Length;

    /// <summary>Whether an id stands for somebody or something in particular.</summary>
    public static bool IsKnown(int id) => id > Vocabulary.FirstBucket;

    /// <param name="users">Shape [rows].</param>
    /// <param name="items">Shape [rows].</param>
    /// <param name="ratings">Shape [rows].</param>
    /// <param name="ticks">Shape [rows], or empty.</param>
    public static RatingGraph Of(IdColumn users, IdColumn items, ReadOnlySpan<float> ratings, ReadOnlySpan<long> ticks)
    {
        var known = new List<int>(users.Count);
        for (int row = 0; row < users.Count; row++) if (IsKnown(users.Ids[row]) && IsKnown(items.Ids[row])) known.Add(row);
        int[] rows = [.. known], userOf = new int[rows.Length], itemOf = new int[rows.Length];
        var ratingOf = new float[rows.Length];
        var ticksOf = new long[ticks.Length > 0 ? rows.Length : 0];
        for (int entry = 0; entry < rows.Length; entry++)
        {
            (userOf[entry], itemOf[entry], ratingOf[entry]) = (users.Ids[rows[entry]], items.Ids[rows[entry]], ratings[rows[entry]]);
            if (ticks.Length > 0) ticksOf[entry] = ticks[rows[entry]];
        }

        return new RatingGraph(RatedSide.Of(userOf, itemOf, ratingOf, ticksOf, users.Cardinality), RatedSide.Of(itemOf, userOf, ratingOf, ticksOf, items.Cardinality));
    }
}
