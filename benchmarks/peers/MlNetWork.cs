using DeepRec.Preprocessing;
using DeepRec.Quality;

namespace DeepRec.Peers;

/// <summary>Made-up ratings in the shape of MovieLens 100K, split into rows to learn from and rows to test on, and our models over them.</summary>
internal sealed class MlNetWork
{
    private const int Rows = 100_000, Users = 943, Items = 1682, Occupations = 21, Genres = 19, Factors = 3;

    /// <summary>A tenth of the rows to test on.</summary>
    public DataSplit Split { get; } = DeepRec.Split.Random(Make(new Random(1)), 0.1, seed: 1);

    /// <summary>Learns by a model of ours, with features as ML.NET's side has them.</summary>
    public Outcome Ours(string name, int seed)
    {
        var pipeline = MovieLensSteps.Add(
            new PreprocessingPipeline().Add(Bucketize.Given("age", 18, 25, 30, 35, 40, 45, 50, 56)).Add(new CategoryVocabulary("gender")).Add(new CategoryVocabulary("occupation")), hasFilms: true);
        var before = Environment.CpuUsage.TotalTime;
        using var fitted = RatingModels.Named([name])[0].Fit(Split.Train, pipeline, seed);
        double seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        float[] scores = fitted.Predict(Split.Test);
        return new Outcome(RatingMetrics.Compute(scores, MlNet.Labels(Split.Test)).RootMeanSquaredError, MlNet.Auc(scores, Split.Test), seconds);
    }

    // A rating: effects of user, item, occupation and genre, what a user's and an item's factors have in common, and noise.
    private static Dataset Make(Random random)
    {
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] Effects(int count, double deviation) => [.. Enumerable.Range(0, count).Select(_ => deviation * Normal())];
        int[] Draw(int count, int below) => [.. Enumerable.Range(0, count).Select(_ => random.Next(below))];
        double[] users = Effects(Users, 0.4), items = Effects(Items, 0.5), occupations = Effects(Occupations, 0.1), genres = Effects(Genres, 0.2), ofUser = Effects(Users * Factors, 0.5), ofItem = Effects(Items * Factors, 0.5);
        int[] ages = Draw(Users, 60), genders = Draw(Users, 2), works = Draw(Users, Occupations), genre = Draw(Items, Genres), years = Draw(Items, 75), user = Draw(Rows, Users), item = Draw(Rows, Items);
        float Rating(int row)
        {
            var (u, i) = (user[row], item[row]);
            double common = Enumerable.Range(0, Factors).Sum(f => ofUser[(u * Factors) + f] * ofItem[(i * Factors) + f]);
            return (float)Math.Clamp(Math.Round(3.5 + users[u] + items[i] + occupations[works[u]] + genres[genre[i]] + common + (0.8 * Normal())), 1, 5);
        }

        CategoryColumn Category(Func<int, int> code, int values) => new([.. Enumerable.Range(0, Rows).Select(code)], [.. Enumerable.Range(0, values).Select(value => $"{value}")]);
        NumberColumn Number(Func<int, float> value) => new([.. Enumerable.Range(0, Rows).Select(value)]);
        var schema = new FeatureSchema(
        [
            Feature.User("user"), Feature.Item("item"), Feature.Number("age", FeatureRole.UserFeature), Feature.Category("gender", FeatureRole.UserFeature), Feature.Category("occupation", FeatureRole.UserFeature),
            Feature.Categories("Genres", FeatureRole.ItemFeature), Feature.Number("Year", FeatureRole.ItemFeature), Feature.Label("rating"),
        ]);
        var bags = new CategoriesColumn([.. Enumerable.Range(0, Rows + 1)], [.. item.Select(i => genre[i])], [.. Enumerable.Range(0, Genres).Select(value => $"{value}")]);
        return new Dataset(schema,
        [
            Category(row => user[row], Users), Category(row => item[row], Items), Number(row => 10 + ages[user[row]]), Category(row => genders[user[row]], 2), Category(row => works[user[row]], Occupations),
            bags, Number(row => 1922 + years[item[row]]), Number(Rating),
        ]);
    }
}
