using System.Globalization;
using System.Text;
using DeepRec;

namespace FairAndPrivate;

/// <summary>MovieLens 100K: genres are the groups of films, gender that of people; split as docs/fairness.md says.</summary>
internal static class Films
{
    private static readonly string[] Genres = ["unknown", "action", "adventure", "animation", "children", "comedy", "crime", "documentary", "drama", "fantasy", "film-noir", "horror", "musical", "mystery", "romance", "sci-fi", "thriller", "war", "western"];

    public static Material Read(string folder)
    {
        var bars = new CsvOptions { Separator = "|", HasHeader = false, Encoding = Encoding.Latin1, Quote = null };
        var users = Dataset.FromCsv(Path.Combine(folder, "u.user"), new FeatureSchema([Feature.User("user"), Feature.Number("age"), Feature.Category("gender"), Feature.Category("occupation")]), bars);
        var films = Dataset.From(
            from line in File.ReadLines(Path.Combine(folder, "u.item"), Encoding.Latin1)
            let field = line.Split('|')
            select new Film(field[0], [.. Genres.Where((_, i) => field[5 + i] == "1")], field[2].Length == 0 ? null : int.Parse(field[2][^4..], CultureInfo.InvariantCulture)));
        var schema = new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Label("rating"), Feature.Timestamp("at")]);
        var ratings = Dataset.Join(Dataset.FromCsv(Path.Combine(folder, "u.data"), schema, new CsvOptions { Separator = "\t", HasHeader = false }), users, films);

        float[] labels = ratings.Column<NumberColumn>("rating").Values.ToArray();
        var (learned, test) = Split.Random(ratings.Select([.. Enumerable.Range(0, ratings.Count).Where(row => labels[row] >= 4)]), testFraction: 0.2);
        var (train, validation) = Split.Validation(learned, 0.125);
        var (earlier, later) = Split.ByTime(ratings, testFraction: 0.2);
        return new Material(ratings, train, validation, test, earlier.Rows, later, nameof(Film.Genres), "gender");
    }

    private sealed record Film([Item] string Item, [Categories] string[] Genres, [Numeric] float? Year);
}
