using System.Text;
using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>MovieLens 1M and 10M: <c>ratings.dat</c>, <c>users.dat</c>, <c>movies.dat</c> by <c>::</c>. A time that is not there is missing.</summary>
internal sealed class MovieLens1M : RatingSource
{
    private static readonly CsvOptions Colons = new() { Separator = "::", HasHeader = false, Encoding = Encoding.Latin1, Quote = null };
    private readonly string _ratings;
    private readonly Dataset? _users;
    private readonly Dataset? _items;

    public MovieLens1M(string folder, string ratings) : base(folder)
    {
        _ratings = ratings;
        // Ages are codes of seven ranges.
        if (File.Exists(In("users.dat"))) _users = Dataset.FromCsv(In("users.dat"), new FeatureSchema([Feature.User("user"), Feature.Category("gender"), Feature.Category("age"), Feature.Category("occupation")]), Colons);
        if (File.Exists(In("movies.dat"))) _items = Dataset.From(MovieLensFilms.Of(Dataset.FromCsv(In("movies.dat"), MovieLensFilms.Schema, Colons)));
    }

    public override string Name => "ml-1m";

    public override Dataset ReadAll() => Read(_ratings);

    public override Dataset Read(string file) => Dataset.Join(
        Dataset.FromCsv(In(file), new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Label("rating"), Feature.Timestamp("at")]), Colons), _users, _items);

    public override PreprocessingPipeline CreatePipeline()
    {
        var pipeline = new PreprocessingPipeline();
        if (_users is not null) pipeline.Add(new CategoryVocabulary("gender")).Add(new CategoryVocabulary("age")).Add(new CategoryVocabulary("occupation"));
        return MovieLensSteps.Add(pipeline, _items is not null);
    }
}
