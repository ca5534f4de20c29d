using System.Globalization;
using System.Text;
using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>MovieLens 100K: <c>u.data</c> and the folds <c>u1.base</c>, <c>u1.test</c>, … by tabs; <c>u.user</c> and <c>u.item</c> by bars.</summary>
internal sealed class MovieLens100K : RatingSource
{
    private static readonly string[] Genres =
    [
        "unknown", "action", "adventure", "animation", "children", "comedy", "crime", "documentary", "drama", "fantasy", "film-noir", "horror", "musical", "mystery",
        "romance", "sci-fi", "thriller", "war", "western",
    ];

    private readonly Dataset? _users;
    private readonly Dataset? _items;

    public MovieLens100K(string folder) : base(folder)
    {
        var bars = new CsvOptions { Separator = "|", HasHeader = false, Encoding = Encoding.Latin1, Quote = null };
        if (File.Exists(In("u.user"))) _users = Dataset.FromCsv(In("u.user"), new FeatureSchema([Feature.User("user"), Feature.Number("age"), Feature.Category("gender"), Feature.Category("occupation")]), bars);
        if (File.Exists(In("u.item"))) _items = Dataset.From(Films(bars));
    }

    public override string Name => "ml-100k";

    public override Dataset ReadAll() => Read("u.data");

    public override Dataset Read(string file) => Dataset.Join(
        Dataset.FromCsv(In(file), new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Label("rating"), Feature.Timestamp("at")]), new CsvOptions { Separator = "\t", HasHeader = false }),
        _users, _items);

    public override PreprocessingPipeline CreatePipeline()
    {
        var pipeline = new PreprocessingPipeline();
        if (_users is not null) pipeline.Add(Bucketize.Given("age", 18, 25, 30, 35, 40, 45, 50, 56)).Add(new CategoryVocabulary("gender")).Add(new CategoryVocabulary("occupation"));
        return MovieLensSteps.Add(pipeline, _items is not null);
    }

    // The date of release in the third field, the genres as 19 flags from the sixth on.
    private IEnumerable<Film> Films(CsvOptions bars)
    {
        Feature[] flags = [.. Genres.Select(genre => Feature.Number(genre))];
        var schema = new FeatureSchema([Feature.Item("item"), Feature.Category("released"), .. flags]);
        var positions = new Dictionary<string, int> { ["item"] = 0, ["released"] = 2 };
        for (int i = 0; i < flags.Length; i++) positions[flags[i].Name] = 5 + i;
        var table = Dataset.FromCsv(In("u.item"), schema, bars with { ColumnPositions = positions });
        for (int row = 0; row < table.Count; row++)
        {
            string? released = table["released"].TextAt(row);
            yield return new Film(
                table["item"].TextAt(row)!, [.. Genres.Where(genre => table.Column<NumberColumn>(genre).Values[row] == 1)],
                released is null ? null : int.Parse(released.AsSpan(released.Length - 4), CultureInfo.InvariantCulture));
        }
    }
}
