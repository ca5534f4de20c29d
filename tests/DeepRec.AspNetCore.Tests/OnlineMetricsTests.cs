using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace DeepRec.AspNetCore.Tests;

/// <summary>What the meter tells of updates.</summary>
public sealed class OnlineMetricsTests(Bundles bundles) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprec-online-").FullName;
    private readonly MeterListener _listener = new();
    private readonly List<(object? Service, string Name, double Value, string Tags)> _seen = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task APublishedUpdateIsCountedWithItsDriftAndTheAgeOfWhatWasLearned()
    {
        var clock = new StoppedClock(LearningShop.Start.AddHours(2));
        await using var service = await StartAsync(clock: clock);
        await LearningShop.RecordAsync(service, user => bundles.Items[user % 3]);

        var update = await LearningShop.Learner(service).UpdateAsync(Cancelled);
        await LookAsync(service);

        Assert.Equal([("deeprec.updates", 1.0, "deeprec.model=shop deeprec.outcome=published")], Seen(service, "deeprec.updates"));
        Assert.Equal([("deeprec.update.drift", update.Report!.ItemDrift, "deeprec.model=shop")], Seen(service, "deeprec.update.drift"));
        Assert.Equal([("deeprec.model.staleness", TimeSpan.FromMinutes(91).TotalSeconds, "deeprec.model=shop")], Seen(service, "deeprec.model.staleness")); // the newest event came in minute 29
        Assert.Equal(2, Seen(service, "deeprec.model.reloads").Length); // the first bundle, and what was published
    }

    [Fact]
    public async Task ARefusedUpdateIsCountedAsRefused()
    {
        await using var service = await StartAsync(LearningShop.Spoil);
        var wanted = service.Ranking.Use(recommender => Enumerable.Range(0, 30).Select(user => recommender.Recommend($"u{user}", 1)[0].Item).ToArray());
        await LearningShop.RecordAsync(service, user => bundles.Items[user % 3]);
        await LearningShop.RecordAsync(service, user => wanted[user], minutes: 100);

        var update = await LearningShop.Learner(service).UpdateAsync(Cancelled);

        Assert.Equal([("deeprec.updates", 1.0, "deeprec.model=shop deeprec.outcome=refused")], Seen(service, "deeprec.updates"));
        Assert.Equal(update.Report!.ItemDrift, Assert.Single(Seen(service, "deeprec.update.drift")).Value);
        Assert.Single(Seen(service, "deeprec.model.reloads"));
    }

    [Fact]
    public async Task ALogThatEndsBeforeWhatWasLearnedIsCountedAsFailedOnce()
    {
        await using var service = await StartAsync();
        await LearningShop.RecordAsync(service, user => bundles.Items[user % 3]);
        await LearningShop.Learner(service).UpdateAsync(Cancelled);
        string file = Directory.GetFiles(_folder, "events.jsonl").Single();
        using (var other = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) other.SetLength(0); // another log by now

        await LookAsync(service);
        await LookAsync(service);

        Assert.Equal(["deeprec.model=shop deeprec.outcome=published", "deeprec.model=shop deeprec.outcome=failed"], Seen(service, "deeprec.updates").Select(seen => seen.Tags));
        await LearningShop.Learner(service).RollbackAsync(2, Cancelled); // the cure that the message tells
        await LookAsync(service);
        Assert.Equal(2, Seen(service, "deeprec.updates").Length);
    }

    [Fact]
    public async Task AnUpdateThatFailsInTheBackgroundIsCountedAsFailed()
    {
        await using var service = await StartAsync(log: new LearningShop.BrokenLog());
        await LookAsync(service);
        Assert.Equal([("deeprec.updates", 1.0, "deeprec.model=shop deeprec.outcome=failed")], Seen(service, "deeprec.updates"));
        Assert.Empty(Seen(service, "deeprec.model.staleness")); // nothing was learned that could be old
    }

    [Fact]
    public async Task TooFewEventsAreNoUpdate()
    {
        await using var service = await StartAsync();
        await service.Ranking.RecordAsync("u1", new RecentEvent<string>(bundles.Items[0]), Cancelled);
        await LearningShop.Learner(service).UpdateAsync(Cancelled);
        Assert.Empty(Seen(service, "deeprec.updates"));
        Assert.Empty(Seen(service, "deeprec.update.drift"));
    }

    private static Task LookAsync(ShopService service) => ((IOnlineLearner)LearningShop.Learner(service)).LookAsync(Cancelled);

    private Task<ShopService> StartAsync(Action<OnlineLearningOptions>? configure = null, IEventLog<string, string>? log = null, TimeProvider? clock = null)
    {
        _listener.InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "DeepRec") listener.EnableMeasurementEvents(instrument, instrument.Meter.Scope); };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, factory) => See(instrument, value, tags, factory));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, factory) => See(instrument, value, tags, factory));
        _listener.Start();
        return LearningShop.StartAsync(bundles.First, _folder, configure, log, clock);
    }

    private void See(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? factory)
    {
        string all = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (_seen) _seen.Add((factory, instrument.Name, value, all));
    }

    // Other services of this process have meters of the same name.
    private (string Name, double Value, string Tags)[] Seen(ShopService service, string name)
    {
        var factory = service.Services.GetRequiredService<IMeterFactory>();
        lock (_seen) return [.. _seen.Where(one => one.Service == factory && one.Name == name).Select(one => (one.Name, one.Value, one.Tags))];
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
