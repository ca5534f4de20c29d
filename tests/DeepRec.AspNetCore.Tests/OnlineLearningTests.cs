using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DeepRec.AspNetCore.Tests;

/// <summary>A served model that learns from what is recorded.</summary>
public sealed class OnlineLearningTests(Bundles bundles) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprec-online-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WhatIsRecordedIsLearnedAndServed()
    {
        await using var service = await StartAsync();
        var before = service.Ranking.Version;
        int items = service.Ranking.Use(recommender => recommender.ItemCount);
        await RecordAsync(service, user => "novelty");

        var update = await Learner(service).UpdateAsync(Cancelled);

        Assert.Equal((OnlineUpdateOutcome.Published, 30), (update.Outcome, update.Events));
        Assert.Equal((24, 1), (update.Report!.Interactions, update.Report.NewItems)); // a fifth was held back to be measured by
        Assert.NotEqual(before.Sha256, service.Ranking.Version.Sha256);
        Assert.Equal([before.Sha256, service.Ranking.Version.Sha256], Learner(service).Versions.Select(version => version.Sha256));
        Assert.Equal(items + 1, service.Ranking.Use(recommender => recommender.ItemCount));
        Assert.Contains(await service.Ranking.RecommendAsync("u40", items + 1, cancellationToken: Cancelled), found => found.Item == "novelty");
        Assert.DoesNotContain(service.Ranking.Use(recommender => recommender.Recommend("u29", items + 1)), found => found.Item == "novelty"); // of the part that was held back: learned too
        Assert.Equal(LearningShop.Start.AddMinutes(29), update.Version!.NewestEvent);
        Assert.Equal(OnlineUpdateOutcome.TooFewEvents, (await Learner(service).UpdateAsync(Cancelled)).Outcome);
        Assert.Same(update, Learner(service).Last); // without an event there was nothing to try
    }

    [Fact]
    public async Task AWorseCandidateIsRefusedAndItsEventsAreTriedAgain()
    {
        await using var service = await StartAsync(LearningShop.Spoil);
        var before = service.Ranking.Version;
        var wanted = service.Ranking.Use(recommender => Enumerable.Range(0, 30).Select(user => recommender.Recommend($"u{user}", 1)[0].Item).ToArray());
        await RecordAsync(service, user => bundles.Items[user % 3]);
        await RecordAsync(service, user => wanted[user], minutes: 100);

        var update = await Learner(service).UpdateAsync(Cancelled);

        Assert.Equal(OnlineUpdateOutcome.Refused, update.Outcome);
        Assert.True(update.Candidate < update.Served, $"{update.Candidate} of {update.Served}");
        Assert.Equal(before, service.Ranking.Version);
        Assert.Empty(Learner(service).Versions);
        Assert.Equal(60, (await Learner(service).UpdateAsync(Cancelled)).Events);
    }

    [Fact]
    public async Task AFullBatchThatIsRefusedIsPassedOver()
    {
        await using var service = await StartAsync(options =>
        {
            LearningShop.Spoil(options);
            options.MostEvents = 60;
        });
        var wanted = service.Ranking.Use(recommender => Enumerable.Range(0, 30).Select(user => recommender.Recommend($"u{user}", 1)[0].Item).ToArray());
        await RecordAsync(service, user => bundles.Items[user % 3]);
        await RecordAsync(service, user => wanted[user], minutes: 100);
        await service.Ranking.RecordAsync("u1", new RecentEvent<string>(bundles.Items[0]), Cancelled);

        Assert.Equal(OnlineUpdateOutcome.Refused, (await Learner(service).UpdateAsync(Cancelled)).Outcome);
        var next = await Learner(service).UpdateAsync(Cancelled);

        Assert.Equal((OnlineUpdateOutcome.TooFewEvents, 1), (next.Outcome, next.Events)); // the sixty would be refused again
    }

    [Fact]
    public async Task AnEarlierBundleIsServedAgainAndLearnsOnWithoutTheEventsInBetween()
    {
        await using var service = await StartAsync();
        string first = service.Ranking.Version.Sha256;
        await RecordAsync(service, user => "novelty");
        await Learner(service).UpdateAsync(Cancelled);

        await Learner(service).RollbackAsync(1, Cancelled);

        Assert.Equal(first, service.Ranking.Version.Sha256);
        Assert.Equal(OnlineUpdateOutcome.TooFewEvents, (await Learner(service).UpdateAsync(Cancelled)).Outcome);
        await RecordAsync(service, user => "other", minutes: 500);
        var next = await Learner(service).UpdateAsync(Cancelled);
        Assert.Equal((OnlineUpdateOutcome.Published, 30, 3), (next.Outcome, next.Events, next.Version!.Number));
        Assert.DoesNotContain(service.Ranking.Use(recommender => recommender.Recommend("u50", 100)), found => found.Item == "novelty");
        await Learner(service).RollbackAsync(2, Cancelled); // to what it learned first
        Assert.Contains(service.Ranking.Use(recommender => recommender.Recommend("u50", 100)), found => found.Item == "novelty");
        await Assert.ThrowsAsync<ArgumentException>(() => Learner(service).RollbackAsync(9, Cancelled));
    }

    [Fact]
    public async Task TheLastBundlesAreKept()
    {
        await using var service = await StartAsync(options => options.KeptVersions = 2);
        await File.WriteAllTextAsync(Path.Combine(_folder, "00000001.deeprec"), "half of", Cancelled); // of a process that ended as it wrote
        await File.WriteAllTextAsync(Path.Combine(_folder, "shop.deeprec"), "none of its own", Cancelled);
        for (int i = 0; i < 3; i++)
        {
            await RecordAsync(service, user => $"novelty {i}", minutes: 100 * i);
            await Learner(service).UpdateAsync(Cancelled);
        }

        Assert.Equal([4, 5], Learner(service).Versions.Select(version => version.Number));
        Assert.Equal(["00000004.deeprec", "00000005.deeprec", "shop.deeprec"], Directory.GetFiles(_folder, "*.deeprec").Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task EventsThatEveryKeptBundleHasLearnedFromAreForgottenWhereTheyAreNotKept()
    {
        await using var service = await StartAsync(options => (options.KeptVersions, options.KeepsEvents) = (2, false));
        var log = service.Services.GetRequiredKeyedService<IEventLog<string, string>>("shop");
        var left = new List<int>();
        for (int i = 0; i < 3; i++)
        {
            await RecordAsync(service, user => $"novelty {i}", minutes: 100 * i);
            await Learner(service).UpdateAsync(Cancelled);
            left.Add((await log.ReadAsync(0, int.MaxValue, Cancelled)).Count);
        }

        Assert.Equal([30, 30, 30], left); // the first bundle has learned from none, the second from 30, the third from 60
        Assert.Equal(OnlineUpdateOutcome.TooFewEvents, (await Learner(service).UpdateAsync(Cancelled)).Outcome);
    }

    [Fact]
    public async Task ItLearnsByItselfAfterSoManyEvents()
    {
        await using var service = await StartAsync(options => (options.Events, options.CheckInterval) = (30, TimeSpan.FromMilliseconds(20)));
        string before = service.Ranking.Version.Sha256;
        await RecordAsync(service, user => "novelty");

        for (int i = 0; i < 3000 && service.Ranking.Version.Sha256 == before; i++) await Task.Delay(10, Cancelled);

        Assert.NotEqual(before, service.Ranking.Version.Sha256);
    }

    [Fact]
    public async Task ABundleThatComesWhileItLearnsIsLearnedOnFromAndNotReplaced()
    {
        string expected;
        string other = Path.Combine(_folder, "other"), own = Path.Combine(_folder, "own");
        await using (var second = await LearningShop.StartAsync(bundles.Second, other))
        {
            await RecordAsync(second, user => "novelty");
            expected = (await Learner(second).UpdateAsync(Cancelled)).Version!.Sha256;
        }

        using var file = new FileEventLog<string, string>(Path.Combine(_folder, "meddled", "events.jsonl"));
        var log = new LearningShop.MeddlingLog(file);
        await using var service = await LearningShop.StartAsync(bundles.First, own, log: log);
        await RecordAsync(service, user => "novelty");
        string model = service.Model;
        log.Read = () =>
        {
            log.Read = null;
            Bundles.Put(bundles.Second, model); // after it was looked at what is served, and before it is learned
        };

        var update = await Learner(service).UpdateAsync(Cancelled);

        Assert.Equal((OnlineUpdateOutcome.Published, 2), (update.Outcome, update.Version!.Number));
        Assert.Equal(expected, update.Version.Sha256);
        Assert.Equal(expected, service.Ranking.Version.Sha256);
    }

    [Fact]
    public async Task MoreEventsThanAreLearnedFromAtATimeAreLearnedFromOneAttemptAfterTheOther()
    {
        await using var service = await StartAsync(options => (options.Events, options.LeastEvents, options.MostEvents) = (10, 10, 10));
        await RecordAsync(service, user => bundles.Items[user % 5]);
        long end = await service.Services.GetRequiredKeyedService<IEventLog<string, string>>("shop").EndAsync(Cancelled);

        for (int i = 0; i < 3; i++) await ((IOnlineLearner)Learner(service)).LookAsync(Cancelled);

        Assert.Equal(end, Learner(service).Versions[^1].LearnedUntil);
    }

    [Fact]
    public async Task AnEventThatTheLogDoesNotTakeIsNotAcknowledged()
    {
        await using var service = await StartAsync(log: new LearningShop.BrokenLog());

        var error = await Assert.ThrowsAsync<EventNotStoredException>(async () => await service.Ranking.RecordAsync("u1", new RecentEvent<string>("i1"), Cancelled));

        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Empty(await service.Services.GetRequiredService<IRecentEventStore<string, string>>().ReadAsync("u1", Cancelled));
    }

    [Fact]
    public async Task ASettingOutsideItsRangeKeepsTheHostFromStarting()
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.HoldoutShare = 1));
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.Folder = ""));
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.CheckInterval = TimeSpan.FromDays(60))); // longer than a timer runs
        await Assert.ThrowsAsync<ArgumentException>(() => ShopService.StartAsync(bundles.First, services => services.AddDeepRec().AddOnlineLearning<string, string>("no such", options => options.Folder = _folder)));
    }

    private Task<ShopService> StartAsync(Action<OnlineLearningOptions>? configure = null, IEventLog<string, string>? log = null) => LearningShop.StartAsync(bundles.First, _folder, configure, log);

    private static OnlineLearner<string, string> Learner(ShopService service) => LearningShop.Learner(service);

    private static Task RecordAsync(ShopService service, Func<int, string> itemOf, int minutes = 0) => LearningShop.RecordAsync(service, itemOf, minutes);
}
