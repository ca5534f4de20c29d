using DeepRec.Preprocessing;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Preprocessing;

/// <summary>A request that says nothing of its context is answered as a row whose context is missing, also after saving and loading.</summary>
public sealed class ContextAtRequestTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly Dataset Visits = Dataset.From(Enumerable.Range(0, 240).Select(i => new Visit(
        $"u{i % 12}", $"i{i * 7 % 20}", Start.AddHours(i * 3), i % 9 == 0 ? null : 48 + (i % 5), i % 9 == 0 ? null : 11 + (i % 3),
        i % 4 == 0 ? null : i % 2 == 0 ? "Munich" : "Nuremberg", i % 3 == 0 ? "phone" : "desktop", i % 5 == 0 ? null : "app", i % 6 == 0 ? null : "rain", 1 + (i * 7 % 5))));

    private static readonly Dictionary<string, Func<PreprocessingPipeline>> Pipelines = new()
    {
        ["default"] = () => PreprocessingPipeline.Default(Visits.Schema),
        ["time cycles"] = () => Ids().Add(new TimeFeatures("At") { TimeZone = "Europe/Berlin", Parts = (TimeParts)31 }),
        ["time buckets"] = () => Ids().Add(new TimeFeatures("At") { Encoding = TimeEncoding.Bucketed, Parts = (TimeParts)31 }),
        ["calendar"] = () => Ids().Add(new CalendarFeatures("At") { Periods = [new CalendarPeriod("march", new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 9))] }),
        ["time since"] = () => new PreprocessingPipeline { new TimeSinceLastEvent("At") { Encoding = ElapsedEncoding.Logarithm | ElapsedEncoding.Buckets }, new Standardize("At.since"), new CategoryVocabulary("User"), new CategoryVocabulary("Item") },
        ["cells"] = () => Ids().Add(new GeoCells("Latitude", "Longitude")).Add(new CategoryVocabulary("Latitude.geo3")).Add(new CategoryVocabulary("Latitude.geo4")).Add(new CategoryVocabulary("Latitude.geo5")),
        ["regions"] = () => Ids().Add(new RegionHierarchy("City", ["country"], new Dictionary<string, IReadOnlyList<string?>> { ["Munich"] = ["Germany"], ["Nuremberg"] = ["Germany"] })).Add(new CategoryVocabulary("City.country")),
        ["plain categories"] = () => Ids().Add(new CategoryVocabulary("Device")).Add(new CategoryVocabulary("Channel")).Add(new CategoryVocabulary("Weather")),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Pipelines.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void ARankingWithoutContextIsFiniteAndTheSameAfterLoading(string name)
    {
        using var recommender = SmallRanking.TrainOn<string, string>(new TrainingSet(Visits), SmallRanking.Quick with { Pipeline = Pipelines[name]() });
        string path = _folder.File("ranking.deeprec");
        recommender.Save(path);
        using var loaded = Recommender.LoadRanking<string, string>(path);
        foreach (string? user in new[] { "u1", "never seen", null })
        {
            var scores = SmallRanking.All(recommender, user);
            Assert.Equal(20, scores.Length);
            Assert.All(scores, score => Assert.True(float.IsFinite(score.Score)));
            Assert.Equal(scores, SmallRanking.All(loaded, user));
        }

        // What is stated to be missing is what was not stated; what is stated counts.
        Assert.Equal(SmallRanking.All(recommender, "u1"), Given(recommender, null, null, null, null));
        var given = Given(loaded, Start.AddDays(40), 48f, "Munich", "phone");
        Assert.All(given, score => Assert.True(float.IsFinite(score.Score)));
        Assert.NotEqual(SmallRanking.All(recommender, "u1"), given);
        Assert.Equal(given, Given(recommender, Start.AddDays(40), 48f, "Munich", "phone"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ARatingWithoutContextIsFiniteAndTheSameAfterLoading(string name)
    {
        using var recommender = SmallShop.TrainOn<string, string>(new TrainingSet(Visits), SmallShop.Quick with { Pipeline = Pipelines[name]() });
        string path = _folder.File("rating.deeprec");
        recommender.Save(path);
        using var loaded = Recommender.Load<string, string>(path);
        foreach (var (user, item) in new[] { ("u1", "i4"), ("never seen", "i4"), ("u1", "never seen") })
        {
            float score = recommender.Predict(user, item);
            Assert.InRange(score, 1, 5);
            Assert.Equal(score, loaded.Predict(user, item));
        }
    }

    private static PreprocessingPipeline Ids() => [new CategoryVocabulary("User"), new CategoryVocabulary("Item")];

    private static (string Item, float Score)[] Given(RankingRecommender<string, string> recommender, DateTimeOffset? at, float? latitude, string? city, string? device)
    {
        var context = new Dictionary<string, object?>
        {
            ["At"] = at,
            ["Latitude"] = latitude,
            ["Longitude"] = latitude is null ? null : 11f,
            ["City"] = city,
            ["Device"] = device,
            ["Channel"] = device is null ? null : "app",
            ["Weather"] = device is null ? null : "rain",
        };
        return [.. recommender.Recommend("u1", 20, new RankingRequestOptions<string> { IncludeMet = true, Context = context }).Select(best => (best.Item, best.Score))];
    }

    private sealed record Visit(
        [User] string User, [Item] string Item, [Timestamp] DateTimeOffset At,
        [Numeric(About = FeatureRole.Context)] float? Latitude, [Numeric(About = FeatureRole.Context)] float? Longitude, [Categorical(About = FeatureRole.Context)] string? City,
        [Categorical(About = FeatureRole.Context)] string Device, [Categorical(About = FeatureRole.Context)] string? Channel, [Categorical(About = FeatureRole.Context)] string? Weather, [Label] float Stars);
}
