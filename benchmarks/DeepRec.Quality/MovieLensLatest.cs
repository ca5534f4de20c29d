using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>MovieLens latest, 20M, 25M: <c>ratings.csv</c> and <c>movies.csv</c>, with headers. Users have no features.</summary>
internal sealed class MovieLensLatest : RatingSource
{
    private readonly Dataset _items;

    public MovieLensLatest(string folder) : base(folder) =>
        _items = Dataset.From(MovieLensFilms.Of(Dataset.FromCsv(In("movies.csv"), MovieLensFilms.Schema, Mapped)));

    public override string Name => "ml-latest";

    private static CsvOptions Mapped => new() { ColumnNames = new Dictionary<string, string> { ["user"] = "userId", ["item"] = "movieId", ["at"] = "timestamp" } };

    public override Dataset ReadAll() => Read("ratings.csv");

    public override Dataset Read(string file) => Dataset.Join(
        Dataset.FromCsv(In(file), new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Label("rating"), Feature.Timestamp("at")]), Mapped), items: _items);

    public override PreprocessingPipeline CreatePipeline() => MovieLensSteps.Add([], hasFilms: true);
}
