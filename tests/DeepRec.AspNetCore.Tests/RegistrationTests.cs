using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DeepRec.AspNetCore.Tests;

public sealed class RegistrationTests(Bundles bundles)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ModelsHaveNamesAndTheFirstOneNeedsNone()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDeepRec()
            .AddRanking<string, string>("first", file => file.Path = bundles.First)
            .AddRanking<string, string>("second", file => file.Path = bundles.Second)
            .AddRating<string, string>("stars", file => file.Path = bundles.Ratings);
        using var host = builder.Build();
        var first = host.Services.GetRequiredKeyedService<RankingService<string, string>>("first");
        Assert.Throws<ModelUnavailableException>(() => first.Version);
        await host.StartAsync(Cancelled);

        Assert.Same(first, host.Services.GetRequiredService<RankingService<string, string>>());
        Assert.NotEqual(first.Version.Sha256, host.Services.GetRequiredKeyedService<RankingService<string, string>>("second").Version.Sha256);
        using var ratings = Recommender.Load<string, string>(bundles.Ratings);
        var stars = host.Services.GetRequiredService<RatingService<string, string>>();
        Assert.Equal(ratings.Predict("u1", bundles.Items[0]), stars.Predict("u1", bundles.Items[0]));
        Assert.Equal(ratings.Recommend("u1", 3), stars.Recommend("u1", 3));
        Assert.Equal(60, stars.Use(recommender => recommender.UserCount));
        await host.StopAsync(Cancelled);
    }

    [Theory]
    [InlineData("", 1000, "needs Path")]
    [InlineData("model.deeprec", 50, "100 milliseconds to 30 days")]
    [InlineData("a.deeprec", 60 * 86_400_000.0, "30 days")] // longer than a timer runs
    public async Task OptionsAreCheckedWhenTheHostStarts(string path, double poll, string why)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDeepRec().AddRanking<string, string>("shop", file => (file.Path, file.PollInterval) = (path, TimeSpan.FromMilliseconds(poll)));
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancelled));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANameIsGivenOnce()
    {
        var builder = new ServiceCollection().AddDeepRec().AddRanking<string, string>("shop", file => file.Path = "a");
        Assert.Throws<ArgumentException>(() => builder.AddRating<string, string>("shop", file => file.Path = "b"));
        Assert.Throws<ArgumentException>(() => builder.AddRating<string, string>("", file => file.Path = "b"));
    }

    [Fact]
    public async Task WhatIsAskedIsMeasured()
    {
        var seen = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, all) => { if (instrument.Meter.Name == "DeepRec") all.EnableMeasurementEvents(instrument); } };
        void See<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            lock (seen) seen.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}{(value is long count ? $" {count}" : "")}");
        }

        listener.SetMeasurementEventCallback<double>(See);
        listener.SetMeasurementEventCallback<long>(See);
        listener.Start();
        string name = $"model-{Guid.NewGuid()}";
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDeepRec().AddRanking<string, string>(name, file => file.Path = bundles.First);
        using var host = builder.Build();
        await host.StartAsync(Cancelled);
        await host.Services.GetRequiredService<RankingService<string, string>>().RecommendAsync("u1", 4, cancellationToken: Cancelled);

        lock (seen)
        {
            Assert.Equal(
                [$"deeprec.model.reloads {name} loaded 1", $"deeprec.request.duration {name} recommend", $"deeprec.recommendations {name} KnownUser 4"],
                seen.Where(one => one.Contains(name, StringComparison.Ordinal)));
        }

        await host.StopAsync(Cancelled);
    }
}
