using System.Globalization;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class ExampleAgeTests
{
    private static readonly Dataset Training = Rows.Times("at", "2024-03-01T00:00:00Z", "2024-03-10T12:00:00Z", null, "2024-02-29T12:00:00Z");

    [Fact]
    public void AgesAreDaysBeforeTheNewestRowOfTraining()
    {
        var encoded = new ExampleAge("at").Fit(new TrainingSet(Training)).Transform(Training);

        Assert.Equal([9.5f, 0, 0, 10], encoded.Column<NumberColumn>("at.age").Values.ToArray());
        Assert.True(encoded.Schema.Contains("at"));
    }

    [Fact]
    public void NewerRowsAndThoseWithoutATimeAreOfNow()
    {
        var fitted = new ExampleAge("at").Fit(new TrainingSet(Training));

        Assert.Equal([0f, 0, 1], fitted.Transform(Rows.Times("at", "2025-01-01T00:00:00Z", null, "2024-03-09T12:00:00Z")).Column<NumberColumn>("at.age").Values.ToArray());
    }

    [Fact]
    public void WithoutAnyTimeAllAgesAreZero()
    {
        var rows = Rows.Times("at", null, null);

        Assert.Equal([0f, 0], new ExampleAge("at").Fit(new TrainingSet(rows)).Transform(rows).Column<NumberColumn>("at.age").Values.ToArray());
    }

    [Fact]
    public void TheAgeOfTheRowsOwnTimeIsContextAndServedAsNow()
    {
        var visits = Enumerable.Range(0, 60).Select(i => new Visit($"u{i % 7}", $"i{i % 11}", new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(i)));
        var pipeline = new PreprocessingPipeline { new CategoryVocabulary("User"), new CategoryVocabulary("Item"), new ExampleAge("At"), new Standardize("At.age") };
        using var recommender = Recommender.TrainRanking<string, string>(
            new TrainingSet(Dataset.From(visits)), new RankingOptions { Pipeline = pipeline, Trainer = new TrainerOptions { Epochs = 1 } }, TestContext.Current.CancellationToken);

        Assert.Equal(FeatureRole.Context, recommender.Pipeline.Inputs.Single(input => input.Name == "At.age").Role);
        var restored = FittedPipeline.FromJson(recommender.Pipeline.ToJson());
        float now = -29.5f / (float)Math.Sqrt((60 * 60 - 1) / 12.0); // ages 0 … 59
        float[] served = restored.Transform(Dataset.From([new Visit("u1", "i1", null), new Visit("u1", "i1", DateTimeOffset.MaxValue)])).Column<NumberColumn>("At.age").Values.ToArray();
        Assert.All(served, age => Assert.Equal(now.ToString("F5", CultureInfo.InvariantCulture), age.ToString("F5", CultureInfo.InvariantCulture)));
        Assert.Equal(3, recommender.Recommend("u1", 3, new RankingRequestOptions<string> { IncludeMet = true }).Count);
    }

    private sealed record Visit([User] string User, [Item] string Item, [Timestamp] DateTimeOffset? At);
}
