using System.Text.Json;
using DeepRec.Models;
using DeepRec.OnnxServing;
using DeepRec.Preprocessing;

namespace DeepRec.Onnx.Tests;

/// <summary>Times, texts and places that a request gives mean to a file what they mean to the core.</summary>
public sealed class GivenValueTests : IDisposable
{
    private static readonly string[] Cities = ["Oslo", "Bergen", "Lyon", "Atlantis"], Texts = ["red shoes", "blue shoes, new", "old lamp", "l'heure d'été", "东京 天气", "12 🎸 strings"];
    private static readonly Dictionary<string, IReadOnlyList<string?>> Countries = new() { ["Oslo"] = ["Ostlandet", "Norway"], ["Bergen"] = ["Vestlandet", "Norway"], ["Lyon"] = [null, "France"] };
    private static readonly object?[] Times =
    [
        null, "", new DateTimeOffset(2026, 12, 24, 23, 30, 0, TimeSpan.FromHours(5)), new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc), new DateOnly(2025, 3, 30),
        "2026-07-14T09:15:27.123", "2026-07-14T09:15:27+02:00", " 2026-10-25 ", 1_767_225_600L, "1767225600", 1_767_225_600_000L, 0, "-3600",
    ];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ATimeIsReadAndPartedAsInTheCore()
    {
        var (recommender, served) = Trained();
        using (recommender)
        using (served)
        {
            foreach (object? time in Times) Same(recommender, served, new Dictionary<string, object?> { ["At"] = time });
            Assert.True(Times.Select(time => recommender.Predict("u1", "i3", new Dictionary<string, object?> { ["At"] = time })).Distinct().Count() >= 8); // they matter
        }
    }

    [Fact]
    public void TextsOfAnyScriptBecomeTheTokensOfTheCore()
    {
        var (recommender, served) = Trained();
        using (recommender)
        using (served)
        {
            foreach (string? text in new[] { null, "", "RED Shoes", "ﬁne old-fashioned lamp", "l\u2019heure", "東京の天気", "🎸🎸 red", "\uD800 broken", "unheard of words here" })
            {
                Same(recommender, served, new Dictionary<string, object?> { ["Query"] = text });
                Same(recommender, served, new Dictionary<string, object?> { ["About"] = text });
            }
        }
    }

    [Fact]
    public void APlaceLiesInWhatItLiesInInTheCore()
    {
        var (recommender, served) = Trained();
        using (recommender)
        using (served) foreach (string? city in new[] { null, "Oslo", " Lyon ", "Atlantis", "nowhere" }) Same(recommender, served, new Dictionary<string, object?> { ["City"] = city });
    }

    [Fact]
    public void IdsThatAreNewGoThroughTokensAndRegionsToo()
    {
        var pipeline = new PreprocessingPipeline { new RegionHierarchy("User", ["kind"], new Dictionary<string, IReadOnlyList<string?>> { ["u1"] = ["regular"], ["u99"] = ["regular"] }), new CategoryVocabulary("User.kind"), new CategoryVocabulary("User"), new TextHash("Item", 50) { Tokens = new TextTokens { Words = false, LongestNGram = 3 } } };
        var (recommender, served) = Trained(pipeline);
        using (recommender)
        using (served) foreach (string user in new[] { "u1", "u99", "u98" }) foreach (string item in new[] { "i1", "i777" }) RatingParityTests.Near([recommender.Predict(user, item)], [served.Predict(user, item)]);
    }

    [Theory]
    [InlineData("At", "soon")]
    [InlineData("At", 2.5)]
    [InlineData("Query", new[] { "a", "b" })]
    public void AValueThatIsNoneIsRefusedAsInTheCore(string column, object value)
    {
        var (recommender, served) = Trained();
        using (recommender)
        using (served)
        {
            var context = new Dictionary<string, object?> { [column] = value };
            Assert.Throws<DatasetException>(() => recommender.Predict("u1", "i1", context));
            Assert.Contains($"is no value of '{column}'", Assert.Throws<ArgumentException>(() => served.Predict("u1", "i1", context)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AValueOfAStepThatTheReaderDoesNotKnowIsRefusedByName()
    {
        using var json = JsonDocument.Parse("""{"schema":[{"name":"At","kind":"DateTime","role":"Timestamp","separator":"|"}],"steps":[{"$type":"tides","column":"At"}]}""");
        var pipeline = new RequestPipeline(json.RootElement, new Dictionary<string, EncodedInput>());
        var refused = Assert.Throws<NotSupportedException>(() => pipeline.Encode(pipeline.Givable("At"), DateTimeOffset.UnixEpoch, []));
        Assert.Equal("'At' goes through the step 'tides', which only DeepRec has: no value of it can be given here. Leave it out, or serve the .deeprec file.", refused.Message);
    }

    private static void Same(Recommender<string, string> recommender, OnnxRecommender<string, string> served, Dictionary<string, object?> context)
    {
        foreach (string user in new[] { "u1", "u2", "stranger" }) RatingParityTests.Near([recommender.Predict(user, "i3", context)], [served.Predict(user, "i3", context)]);
    }

    private (Recommender<string, string> Recommender, OnnxRecommender<string, string> Served) Trained(PreprocessingPipeline? pipeline = null)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var rows = Enumerable.Range(0, 400).Select(i => new Story($"u{i % 20}", Cities[i % 20 % 4], Texts[i % 20 % 6], $"i{i * 7 % 15}", i % 9 == 0 ? null : Texts[i * 5 % 6], start.AddHours(31 * i), 1 + (i * 3 % 5)));
        var options = new RecommenderOptions { Pipeline = pipeline ?? Steps(), Model = new MlpRatingPredictorOptions { HiddenLayers = [16] }, Trainer = new TrainerOptions { Epochs = 3, BatchSize = 50, Optimizer = new AdamOptions { LearningRate = 0.02 } } };
        var recommender = Recommender.Train<string, string>(new TrainingSet(Dataset.From(rows)), options, TestContext.Current.CancellationToken);
        recommender.ExportOnnx(_scratch["values.onnx"]);
        return (recommender, OnnxRecommender.Load<string, string>(_scratch["values.onnx"]));
    }

    private static PreprocessingPipeline Steps() => new()
    {
        new TimeFeatures("At") { Parts = TimeParts.HourOfDay | TimeParts.DayOfYear | TimeParts.Season, Hemisphere = Hemisphere.Southern, TimeZone = "Europe/Berlin" },
        new TimeFeatures("At") { Parts = TimeParts.DayOfWeek | TimeParts.Month, Encoding = TimeEncoding.Bucketed, UtcOffset = TimeSpan.FromHours(-9.5) },
        new CalendarFeatures("At") { Periods = [new CalendarPeriod("holidays", new DateOnly(2025, 12, 20), new DateOnly(2026, 1, 6)) { EveryYear = true }, new CalendarPeriod("day", new DateOnly(2026, 7, 14))], UtcOffset = TimeSpan.FromHours(2) },
        new RegionHierarchy("City", ["region", "country"], Countries),
        new CategoryVocabulary("City.region"), new CategoryVocabulary("City.country"), new CategoryVocabulary("City"),
        new TextVocabulary("Query") { OutOfVocabularyBuckets = 3 },
        new TextHash("About", 40) { Tokens = new TextTokens { LongestNGram = 4 } },
        new CategoryVocabulary("User"), new CategoryVocabulary("Item"),
    };
}
