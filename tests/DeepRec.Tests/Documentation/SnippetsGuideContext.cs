using DeepRec.Models;
using DeepRec.Preprocessing;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/context.md.</summary>
internal static class SnippetsGuideContext
{
    public record Visit(
        [User] string UserId, [Item] string ItemId, [Timestamp] DateTimeOffset? At,
        [Categorical(About = FeatureRole.Context)] string? Device,
        [Categorical(About = FeatureRole.Context)] string? Channel,
        [Categorical(About = FeatureRole.Context)] string? Weather,
        [Numeric(About = FeatureRole.Context)] float? Latitude,
        [Numeric(About = FeatureRole.Context)] float? Longitude,
        [Categorical(About = FeatureRole.Context)] string? City);

    public static PreprocessingPipeline Pipeline(IReadOnlyList<CalendarPeriod> holidays, IReadOnlyDictionary<string, IReadOnlyList<string?>> regions)
    {
        var pipeline = new PreprocessingPipeline
        {
            new TimeSinceLastEvent("At") { Encoding = ElapsedEncoding.Buckets }, // before the vocabulary of users
            new CategoryVocabulary("UserId"),
            new CategoryVocabulary("ItemId"),
            new TimeFeatures("At") { Encoding = TimeEncoding.Bucketed, Parts = TimeParts.HourOfDay | TimeParts.DayOfWeek | TimeParts.Season, TimeZone = "Europe/Berlin" },
            new CalendarFeatures("At") { Periods = holidays, TimeZone = "Europe/Berlin" },
            new CategoryVocabulary("Device"),
            new CategoryVocabulary("Channel"),
            new CategoryVocabulary("Weather"),
            new GeoCells("Latitude", "Longitude") { Precisions = [3, 5] },
            new CategoryVocabulary("Latitude.geo3"),
            new CategoryVocabulary("Latitude.geo5") { MinimumCount = 20 }, // a cell of few is a person's address
            new RegionHierarchy("City", ["region", "country"], regions),
            new CategoryVocabulary("City"),
            new CategoryVocabulary("City.region"),
            new CategoryVocabulary("City.country"),
        };
        return pipeline;
    }

    public static RankingRecommender<string, string> Train(TrainingSet train, PreprocessingPipeline pipeline)
    {
        var options = new RankingOptions
        {
            Pipeline = pipeline,
            Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { UserId = true, UserLayers = [128] } },
        };
        var recommender = Recommender.TrainRanking<string, string>(train, options);
        return recommender;
    }

    public static void Ask(RankingRecommender<string, string> recommender, DateTimeOffset now)
    {
        var request = new RankingRequestOptions<string>
        {
            Context = new Dictionary<string, object?> { ["At"] = now, ["Device"] = "phone", ["City"] = "Munich", ["Latitude"] = 48.14f, ["Longitude"] = 11.58f },
        };
        foreach (var (item, score) in recommender.Recommend("u1", count: 3, request)) Console.WriteLine($"{item} {score:F2}");
        foreach (var (item, score) in recommender.Recommend("u1", count: 3)) Console.WriteLine($"without context: {item} {score:F2}");
    }

    public static void Compare(TrainingSet train, Dataset test, RankingRecommender<string, string> with, RankingRecommender<string, string> without)
    {
        var given = new RankingEvaluationOptions { GivenContext = true, MetInContext = train.Rows };
        var comparison = RankingComparison.Of([("with", with.Evaluate(test, given), 0), ("without", without.Evaluate(test, given), 0)], ["NDCG@10", "Recall@10"]);
        foreach (var d in comparison.Differences) Console.WriteLine($"{d.Metric}: {d.Difference:F4} [{d.Lower:F4}, {d.Upper:F4}]");
    }
}
