using DeepRec.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace DeepRec.AspNetCore.Tests.Redis;

public sealed class RedisEventLogTests(Bundles bundles) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprec-online-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task EventsComeBackInTheirOrderFromAnyPosition()
    {
        await using var server = await RedisServer.StartAsync();
        await using var log = Log<int, string>(server);
        Assert.Equal(0, await log.EndAsync(Cancelled));
        Assert.Empty(await log.ReadAsync(0, 10, Cancelled));
        var at = new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.FromHours(2));
        await log.AppendAsync(7, new RecentEvent<string>("lamp \n \"ü\"") { At = at, Values = new Dictionary<string, object?> { ["Action"] = "buy", ["Stars"] = 4.5 } }, Cancelled);
        await log.AppendAsync(8, new RecentEvent<string>("desk"), Cancelled);

        await using var again = Log<int, string>(server);
        var events = await again.ReadAsync(0, 10, Cancelled);

        Assert.Equal([(1L, 7, "lamp \n \"ü\"", at), (2L, 8, "desk", null)], events.Select(one => (one.Position, one.User, one.Event.Item, one.Event.At)));
        Assert.Equal(new Dictionary<string, object?> { ["Action"] = "buy", ["Stars"] = 4.5 }, events[0].Event.Values);
        Assert.Equal("desk", Assert.Single(await again.ReadAsync(1, 10, Cancelled)).Event.Item);
        Assert.Single(await again.ReadAsync(0, 1, Cancelled));
        Assert.Empty(await again.ReadAsync(2, 10, Cancelled));
        Assert.Equal(2, await again.EndAsync(Cancelled));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await again.ReadAsync(3, 10, Cancelled));
    }

    [Fact]
    public async Task WhatIsForgottenIsGoneAndThePositionsOfTheRestStay()
    {
        await using var server = await RedisServer.StartAsync();
        await using var log = Log<int, int>(server);
        for (int user = 1; user <= 5; user++) await log.AppendAsync(user, new RecentEvent<int>(user), Cancelled);

        await log.TrimAsync(3, Cancelled);
        await log.TrimAsync(1, Cancelled); // forgotten already

        Assert.Equal([(4L, 4), (5L, 5)], (await log.ReadAsync(0, 10, Cancelled)).Select(one => (one.Position, one.User)));
        await log.TrimAsync(5, Cancelled);
        Assert.Empty(await log.ReadAsync(5, 10, Cancelled));
        Assert.Equal(5, await log.EndAsync(Cancelled));
        await log.AppendAsync(6, new RecentEvent<int>(6), Cancelled);
        Assert.Equal([(6L, 6)], (await log.ReadAsync(0, 10, Cancelled)).Select(one => (one.Position, one.User)));
    }

    [Fact]
    public async Task ConcurrentEventsOverSeveralConnectionsLoseNothingAndWhatOthersWroteIsPassedOver()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        await connection.GetDatabase().StreamAddAsync("log", "user", "{", messageId: "0-*");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(user => Task.Run(async () =>
        {
            await using var log = Log<int, int>(server);
            for (int item = 0; item < 100; item++) await log.AppendAsync(user, new RecentEvent<int>(item), Cancelled);
        }, Cancelled)));

        await using var reader = Log<int, int>(server);
        var events = await reader.ReadAsync(0, 1000, Cancelled);
        Assert.Equal(Enumerable.Range(2, 400).Select(position => (long)position), events.Select(one => one.Position));
        for (int user = 0; user < 4; user++) Assert.Equal(Enumerable.Range(0, 100), events.Where(one => one.User == user).Select(one => one.Event.Item));
    }

    [Fact]
    public async Task AModelLearnsFromItGoesOnAfterACrashAndForgets()
    {
        await using var server = await RedisServer.StartAsync();
        await using var service = await ShopService.StartAsync(bundles.First, services => services.AddDeepRec()
            .AddOnlineLearning<string, string>("shop", options =>
            {
                (options.Folder, options.Tolerance, options.CheckInterval, options.KeptVersions, options.KeepsEvents) = (_folder, 1, TimeSpan.FromHours(1), 2, false);
                options.Update = options.Update with { Epochs = 1 };
            })
            .UseRedisEventLog<string, string>("shop", redis => (redis.Configuration, redis.Timeout) = (server.Configuration, TimeSpan.FromSeconds(20))));
        await LearningShop.RecordAsync(service, user => "novelty");
        Assert.Equal(OnlineUpdateOutcome.Published, (await LearningShop.Learner(service).UpdateAsync(Cancelled)).Outcome);

        await server.KillAsync();
        await Assert.ThrowsAsync<EventNotStoredException>(async () => await service.Ranking.RecordAsync("u1", new RecentEvent<string>("i1"), Cancelled));
        await server.RestartAsync();
        await UntilBackAsync(service);
        await LearningShop.RecordAsync(service, user => "other", minutes: 100);
        var update = await LearningShop.Learner(service).UpdateAsync(Cancelled);

        Assert.Equal((OnlineUpdateOutcome.Published, 61L), (update.Outcome, update.Version!.LearnedUntil)); // one more when it was back
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        Assert.Equal(31, await connection.GetDatabase().StreamLengthAsync("deeprec:log:shop")); // that of the first update is forgotten
        Assert.Empty(Directory.GetFiles(_folder, "*.jsonl"));
    }

    [Fact]
    public async Task ALogWithoutRedisKeepsTheHostFromStarting()
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() => ShopService.StartAsync(bundles.First, services => services.AddDeepRec().UseRedisEventLog<string, string>("shop", _ => { })));
        Assert.Throws<ArgumentException>(() => new RedisEventLog<int, int>(new RedisEventLogOptions { Configuration = "127.0.0.1:1" }));
        Assert.Throws<ArgumentException>(() => new RedisEventLog<int, int>(new RedisEventLogOptions { Configuration = "127.0.0.1:1", Key = "log", Timeout = TimeSpan.Zero }));
    }

    private static async Task UntilBackAsync(ShopService service)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                await service.Ranking.RecordAsync("u1", new RecentEvent<string>("i1") { At = LearningShop.Start.AddMinutes(50) }, Cancelled);
                return;
            }
            catch (EventNotStoredException) when (i < 600)
            {
                await Task.Delay(50, Cancelled);
            }
        }
    }

    private static RedisEventLog<TUser, TItem> Log<TUser, TItem>(RedisServer server)
        where TUser : notnull
        where TItem : notnull => new(new RedisEventLogOptions { Configuration = server.Configuration, Key = "log", Timeout = TimeSpan.FromSeconds(20) });
}
