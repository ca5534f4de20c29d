using System.Globalization;

namespace DeepRec.Quality;

/// <summary>
/// Ratings of items that are known by text alone. A share of the items is held out whole; a random half of each one's reviews is its text, their
/// ratings hidden, and the ratings of the other half, which other users wrote, are tested on. An item to learn from is halved in the same way, and
/// each half of its ratings is learned with the text of the other: so no row ever sees its own review, and texts are as long as those of the test.
/// </summary>
/// <param name="Train">Rows to learn from.</param>
/// <param name="Test">Rows to test on.</param>
/// <param name="Items">How many items are held out.</param>
internal sealed record TextProtocol(Dataset Train, Dataset Test, int Items)
{
    private const double Share = 0.2;
    private const int ValidationParts = 5;

    /// <param name="reviews">All reviews.</param>
    /// <param name="seed">Decides which items are held out, and which half is which.</param>
    /// <param name="validation">Leaves the test items out altogether and holds out each fifth of the others in turn instead: for choosing settings.</param>
    public static IReadOnlyList<TextProtocol> Of(IReadOnlyList<Review> reviews, int seed, bool validation)
    {
        // Sorted first: what is drawn is a function of the ids and the seed, not of the file's order.
        var byItem = reviews.GroupBy(review => review.Item, StringComparer.Ordinal).OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.OrderBy(review => review.User, StringComparer.Ordinal).ThenBy(review => review.Text, StringComparer.Ordinal).ToArray()).ToArray();
        var random = new Random(seed);
        random.Shuffle(byItem);
        foreach (var item in byItem) random.Shuffle(item);

        int held = (int)Math.Round(Share * byItem.Length);
        if (!validation) return [Of(byItem[held..], byItem[..held])];
        Review[][] others = byItem[held..];
        return [.. Enumerable.Range(0, ValidationParts).Select(part => Of([.. others.Where((_, i) => i % ValidationParts != part)], [.. others.Where((_, i) => i % ValidationParts == part)]))];
    }

    public static string NameOf(int seed, bool validation) => string.Create(CultureInfo.InvariantCulture, $"{Share:P0} of the items held out whole, half of their reviews as text, seed {seed}{(validation ? " (validation: each fifth of the other items in turn)" : "")}");

    private static TextProtocol Of(Review[][] known, Review[][] unseen)
    {
        TextRow[] train = [.. known.SelectMany(item => RatedWithout(item, First(item)).Concat(RatedWithout(item, Second(item))))];
        TextRow[] test = [.. unseen.SelectMany(item => RatedWithout(item, First(item)))];
        if (train.Length == 0 || test.Length == 0) throw new ArgumentException($"{known.Length + unseen.Length} items with reviews by several users are too few to hold some out.");
        return new TextProtocol(Dataset.From(train), Dataset.From(test), unseen.Length);
    }

    private static Review[] First(Review[] item) => item[..(item.Length / 2)];

    private static Review[] Second(Review[] item) => item[(item.Length / 2)..];

    // The ratings that are not among those of the text, by users who wrote none of it.
    private static IEnumerable<TextRow> RatedWithout(Review[] item, Review[] written)
    {
        string text = string.Join("\n", written.Select(review => review.Text));
        var writers = written.Select(review => review.User).ToHashSet(StringComparer.Ordinal);
        return item.Where(review => !writers.Contains(review.User)).Select(review => new TextRow(review.User, review.Item, review.Rating, text));
    }
}
