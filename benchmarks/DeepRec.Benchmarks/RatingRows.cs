using System.Globalization;

namespace DeepRec.Benchmarks;

/// <summary>Generated ratings in the shape of MovieLens 100K. The values are drawn at random: only their number and kinds matter here.</summary>
internal static class RatingRows
{
    public const int Count = 100_000;

    private const int Seed = 42;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Ratings in the order of time. Every item occurs where there are at least as many ratings.</summary>
    public static IEnumerable<RatingRow> Generate(int count = Count, int users = 943, int items = 1_682)
    {
        var random = new Random(Seed);
        for (int i = 0; i < count; i++)
        {
            int user = random.Next(users), item = i < items ? i : random.Next(items);
            yield return new RatingRow(
                Text($"u{user:D4}"), Text($"i{item:D5}"), 18 + user % 58, user % 3 == 0 ? "F" : "M", Text($"job{user % 21:D2}"),
                Text($"genre{item % 19:D2}"), 1930 + item % 90, Start.AddSeconds(i), random.Next(1, 6));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
