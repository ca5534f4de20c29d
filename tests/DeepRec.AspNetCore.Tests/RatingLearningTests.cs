using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore.Tests;

/// <summary>A served model of ratings that learns from what is rated.</summary>
public sealed class RatingLearningTests(Bundles bundles) : IDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprec-rated-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Model => Path.Combine(_folder, "ratings.deeprec");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WhatIsRatedIsLearnedAndServed()
    {
        await using var app = await StartAsync();
        var (ratings, learner) = Of(app);
        string before = ratings.Version.Sha256;
        int items = ratings.Use(recommender => recommender.ItemCount);
        await RateAsync(ratings, "novelty", 0.9f);

        var update = await learner.UpdateAsync(Cancelled);

        Assert.Equal((OnlineUpdateOutcome.Published, 30), (update.Outcome, update.Events));
        Assert.Equal((24, 96, 1), (update.Report!.Interactions, update.Report.Replayed, update.Report.NewItems)); // a fifth was held back; four repeated for each, which is the default of ratings
        Assert.NotEqual(before, ratings.Version.Sha256);
        Assert.Equal([before, ratings.Version.Sha256], learner.Versions.Select(version => version.Sha256));
        Assert.Equal(items + 1, ratings.Use(recommender => recommender.ItemCount));
        Assert.Equal(Start.AddMinutes(29), update.Version!.NewestEvent);
        Assert.Equal(OnlineUpdateOutcome.TooFewEvents, (await learner.UpdateAsync(Cancelled)).Outcome);

        await learner.RollbackAsync(1, Cancelled);
        Assert.Equal(before, ratings.Version.Sha256);
    }

    [Fact]
    public async Task BothAreMeasuredByTheirErrorOnTheNewestRatings()
    {
        await using var app = await StartAsync(options => options.Update = options.Update with { Epochs = 0 });
        var (ratings, learner) = Of(app);
        float[] predicted = new float[6];
        for (int i = 0; i < 6; i++) predicted[i] = ratings.Predict($"u{24 + i}", bundles.Items[0]);
        await RateAsync(ratings, bundles.Items[0], 1);

        var update = await learner.UpdateAsync(Cancelled);

        double error = Math.Sqrt(predicted.Sum(rating => (1.0 - rating) * (1 - rating)) / 6);
        Assert.Equal(error, update.Served, 1e-5);
        Assert.Equal(error, update.Candidate, 1e-5); // learned nothing
    }

    [Fact]
    public async Task AWorseCandidateIsRefusedAndItsRatingsAreTriedAgain()
    {
        await using var app = await StartAsync(LearningShop.Spoil);
        var (ratings, learner) = Of(app);
        var before = ratings.Version;
        for (int user = 0; user < 60; user++)
        {
            float rating = user < 30 ? 0 : ratings.Predict($"u{user % 30}", bundles.Items[user % 3]); // what was right, in the newer half
            await ratings.RecordAsync($"u{user % 30}", bundles.Items[user % 3], rating, Start.AddMinutes(user), cancellationToken: Cancelled);
        }

        var update = await learner.UpdateAsync(Cancelled);

        Assert.Equal(OnlineUpdateOutcome.Refused, update.Outcome);
        Assert.True(update.Candidate > update.Served, $"{update.Candidate} of {update.Served}");
        Assert.Equal(before, ratings.Version);
        Assert.Empty(learner.Versions);
        Assert.Equal(60, (await learner.UpdateAsync(Cancelled)).Events);
    }

    [Fact]
    public async Task ABundleFromElsewhereLearnsFromLaterRatingsAlone()
    {
        await using var app = await StartAsync();
        var (ratings, learner) = Of(app);
        await RateAsync(ratings, "novelty", 0.9f);
        await learner.UpdateAsync(Cancelled);
        using (var own = Recommender.Load<string, string>(bundles.Ratings))
        using (var other = own.Update(Dataset.From([new Rated("u1", "elsewhere", 0.8f)]), cancellationToken: Cancelled))
            other.Save(Model);
        await RateAsync(ratings, "later", 0.8f, minutes: 100);

        var update = await learner.UpdateAsync(Cancelled);

        Assert.Equal((OnlineUpdateOutcome.Published, 30), (update.Outcome, update.Events)); // not the 60 of the log: it would be taught twice
        Assert.Equal([1, 2, 3, 4], learner.Versions.Select(version => version.Number));
    }

    [Fact]
    public async Task ARatingThatTheModelCannotHaveIsRefused()
    {
        await using var app = await StartAsync();
        using var client = ClientOf(app);
        var (ratings, learner) = Of(app);
        using (var stars = Recommender.Train<string, string>(new TrainingSet(Dataset.From(Enumerable.Range(0, 200).Select(i => new Rated($"u{i % 20}", $"i{i % 7}", 1 + (i % 5))))), RecommenderOptions.Recommended with { Trainer = new TrainerOptions { Epochs = 1 } }, Cancelled))
            stars.Save(Model);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await ratings.RecordAsync("u1", "i1", 3e38f, cancellationToken: Cancelled)); // of any number from 0 to 1 as yet
        Assert.Equal(OnlineUpdateOutcome.TooFewEvents, (await learner.UpdateAsync(Cancelled)).Outcome); // serves the stars

        foreach (float rating in new[] { 0, 5.5f, float.NaN, float.PositiveInfinity })
        {
            var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await ratings.RecordAsync("u1", "i1", rating, cancellationToken: Cancelled));
            Assert.Contains("A 'Value' of the model 'ratings' is a number from 1 to 5, by those that it was trained with", error.Message, StringComparison.Ordinal);
        }

        using var response = await client.PostAsJsonAsync("/ratings/ratings", new { user = "u1", item = "i1", rating = 7 }, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, (await learner.UpdateAsync(Cancelled)).Events);
    }

    [Fact]
    public async Task ContextThatTheModelDoesNotKnowIsRefused()
    {
        await using var app = await StartAsync();
        var (ratings, learner) = Of(app);

        await Assert.ThrowsAsync<ArgumentException>(async () => await ratings.RecordAsync("u1", "i1", 3, context: new Dictionary<string, object?> { ["Colour"] = "red" }, cancellationToken: Cancelled));

        Assert.Equal(0, (await learner.UpdateAsync(Cancelled)).Events);
    }

    [Fact]
    public async Task RatingsArePosted()
    {
        await using var app = await StartAsync();
        using var client = ClientOf(app);

        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsJsonAsync("/ratings/ratings", new { user = "u1", item = "novelty", rating = 0.5, at = Start }, Cancelled)).StatusCode);

        foreach (object wrong in new object[] { new { user = "u1", item = "i1", rating = 1e99 }, new { user = "u1", item = "i1" }, new { user = "u1", item = "i1", rating = 3, stars = 3 }, new { user = "u1", item = (string?)null, rating = 3 } })
        {
            using var response = await client.PostAsJsonAsync("/ratings/ratings", wrong, Cancelled);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.NotEmpty((await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("detail").GetString()!);
        }

        var kept = Assert.Single(await app.Services.GetRequiredKeyedService<IEventLog<string, string>>("ratings").ReadAsync(0, 10, Cancelled));
        Assert.Equal(("u1", "novelty", Start, 0.5), (kept.User, kept.Event.Item, kept.Event.At, Convert.ToDouble(kept.Event.Values["Value"], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task ARatingThatTheLogDoesNotTakeIsNotAcknowledged()
    {
        await using var app = await StartAsync(log: new LearningShop.BrokenLog());
        using var client = ClientOf(app);

        var error = await Assert.ThrowsAsync<EventNotStoredException>(async () => await Of(app).Ratings.RecordAsync("u1", "i1", 3, cancellationToken: Cancelled));
        using var response = await client.PostAsJsonAsync("/ratings/ratings", new { user = "u1", item = "i1", rating = 3 }, Cancelled);

        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task AModelThatDoesNotLearnKeepsNoRatings()
    {
        await using var app = await StartAsync(learns: false);
        using var client = ClientOf(app);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await app.Services.GetRequiredService<RatingService<string, string>>().RecordAsync("u1", "i1", 3, cancellationToken: Cancelled));
        using var response = await client.PostAsJsonAsync("/ratings/ratings", new { user = "u1", item = "i1", rating = 3 }, Cancelled);

        Assert.Contains("AddOnlineLearning", error.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static (RatingService<string, string> Ratings, OnlineLearner<string, string> Learner) Of(WebApplication app) =>
        (app.Services.GetRequiredService<RatingService<string, string>>(), app.Services.GetRequiredService<OnlineLearner<string, string>>());

    private static HttpClient ClientOf(WebApplication app) => new() { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };

    // Thirty users rate it, a minute after each other.
    private static async Task RateAsync(RatingService<string, string> ratings, string item, float rating, int minutes = 0)
    {
        for (int user = 0; user < 30; user++) await ratings.RecordAsync($"u{user}", item, rating, Start.AddMinutes(minutes + user), cancellationToken: Cancelled);
    }

    // Any candidate is good enough, and none is made but when a test says so.
    private async Task<WebApplication> StartAsync(Action<OnlineLearningOptions>? configure = null, IEventLog<string, string>? log = null, bool learns = true)
    {
        File.Copy(bundles.Ratings, Model);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (log is not null) builder.Services.AddKeyedSingleton("ratings", log);
        var models = builder.Services.AddDeepRec().AddRating<string, string>("ratings", file => (file.Path, file.PollInterval) = (Model, Timeout.InfiniteTimeSpan));
        if (learns)
        {
            models.AddOnlineLearning<string, string>("ratings", options =>
            {
                (options.Folder, options.Tolerance, options.CheckInterval) = (Path.Combine(_folder, "kept"), 1, TimeSpan.FromHours(1));
                configure?.Invoke(options);
            });
        }

        var app = builder.Build();
        app.MapRating<string, string>("/ratings");
        await app.StartAsync(Cancelled);
        return app;
    }

    private sealed record Rated([User] string UserId, [Item] string ItemId, [Label] float Value);
}
