// Ratings of films by real people: MovieLens 100K, three files joined by id, a published fold, error and recommendations.
using System.Globalization;
using System.Text;
using DeepRec;
using DeepRec.Preprocessing;

if (Option("--data") is not { } root || !File.Exists(Path.Combine(root, "u.item")))
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project samples/MovieLens -- --data FOLDER [--fold u1] [--preset article|recommended]\nFOLDER is that of ml-100k, with u.user, u.item and the folds u1.base, u1.test, …; see README.md.");
    return 2;
}

string fold = Option("--fold") ?? "u1";
string[] genres = ["unknown", "action", "adventure", "animation", "children", "comedy", "crime", "documentary", "drama", "fantasy", "film-noir", "horror", "musical", "mystery", "romance", "sci-fi", "thriller", "war", "western"];
var bars = new CsvOptions { Separator = "|", HasHeader = false, Encoding = Encoding.Latin1, Quote = null };

// Three tables: who, what, and which rating. A film's genres are 19 columns of 0 and 1, from the sixth on.
var users = Dataset.FromCsv(In("u.user"), new FeatureSchema([Feature.User("user"), Feature.Number("age"), Feature.Category("gender"), Feature.Category("occupation")]), bars);
Film[] catalogue =
[
    .. from line in File.ReadLines(In("u.item"), Encoding.Latin1)
       let field = line.Split('|')
       select new Film(int.Parse(field[0], CultureInfo.InvariantCulture), field[1], [.. genres.Where((_, i) => field[5 + i] == "1")], field[2].Length == 0 ? null : int.Parse(field[2][^4..], CultureInfo.InvariantCulture)),
];
var films = Dataset.From(catalogue);
var (train, test) = Split.Predefined(Ratings($"{fold}.base"), Ratings($"{fold}.test"));

// Ages and years in buckets; the rest are categories.
var pipeline = new PreprocessingPipeline
{
    Bucketize.Given("Year", [.. Enumerable.Range(0, 15).Select(i => 1925f + 5 * i)]),
    Bucketize.Given("age", 18, 25, 30, 35, 40, 45, 50, 56),
};
foreach (string name in new[] { "user", "film", "gender", "occupation", "Genres" }) pipeline.Add(new CategoryVocabulary(name));

var preset = Option("--preset") == "article" ? RecommenderOptions.Article : RecommenderOptions.Recommended;
using var recommender = Recommender.Train<int, int>(train, preset with { Pipeline = pipeline });

var report = recommender.Evaluate(test);
Console.WriteLine(FormattableString.Invariant($"{fold}: RMSE {report.RootMeanSquaredError:F4}, MAE {report.MeanAbsoluteError:F4}, trained at {recommender.Report!.RowsPerSecond:N0} rows/s\n"));
Console.WriteLine(report);
Console.WriteLine("For user 1:");
var titles = catalogue.ToDictionary(film => film.Id, film => film.Title);
foreach (var (film, score) in recommender.Recommend(1, count: 10)) Console.WriteLine(FormattableString.Invariant($"{score:F2}  {titles[film]}"));
return 0;

string In(string file) => Path.Combine(root, file);

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

Dataset Ratings(string file) => Dataset.Join(
    Dataset.FromCsv(In(file), new FeatureSchema([Feature.User("user"), Feature.Item("film"), Feature.Label("rating"), Feature.Timestamp("at")]), new CsvOptions { Separator = "\t", HasHeader = false }),
    users, films);

internal sealed record Film([Item] int Id, string Title, [Categories] string[] Genres, [Numeric] float? Year);
