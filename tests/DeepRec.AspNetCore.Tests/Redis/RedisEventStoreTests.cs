using DeepRec.Redis;
using StackExchange.Redis;

namespace DeepRec.AspNetCore.Tests.Redis;

public sealed class RedisEventStoreTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EventsComeBackOldestFirstWithinTheBound()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = Store<string, int>(server, options => options.EventsPerUser = 3);
        foreach (int item in Enumerable.Range(1, 5)) await store.AppendAsync("a", new(item), Cancelled);
        await store.AppendAsync("b", new(6), Cancelled);

        Assert.Equal([3, 4, 5], Items(await store.ReadAsync("a", Cancelled)));
        Assert.Equal([6], Items(await store.ReadAsync("b", Cancelled)));
        Assert.Empty(await store.ReadAsync("nobody", Cancelled));
    }

    [Fact]
    public async Task AnEventComesBackAsItWas()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = Store<Guid, string>(server);
        var user = Guid.NewGuid();
        var at = new DateTimeOffset(2026, 11, 26, 8, 30, 15, 123, TimeSpan.FromHours(2));
        var values = new Dictionary<string, object?> { ["action"] = "bought", ["stars"] = 4, ["seconds"] = 2.5f, ["gift"] = true, ["note"] = null, ["tags"] = new[] { "red", "new" } };
        await store.AppendAsync(user, new("lamp \"é\" 灯") { At = at, Values = values }, Cancelled);
        await store.AppendAsync(user, new("chair"), Cancelled);

        var events = await store.ReadAsync(user, Cancelled);

        Assert.Equal("lamp \"é\" 灯", events[0].Item);
        Assert.Equal(at, events[0].At);
        Assert.Equal(at.Offset, events[0].At!.Value.Offset);
        Assert.Equal(["action", "gift", "note", "seconds", "stars", "tags"], events[0].Values.Keys.Order());
        Assert.Equal("bought", events[0].Values["action"]);
        Assert.Equal(4L, events[0].Values["stars"]);
        Assert.Equal(2.5, events[0].Values["seconds"]);
        Assert.Equal(true, events[0].Values["gift"]);
        Assert.Null(events[0].Values["note"]);
        Assert.Equal(["red", "new"], Assert.IsType<string[]>(events[0].Values["tags"]));
        Assert.Equal("chair", events[1].Item);
        Assert.Null(events[1].At);
        Assert.Empty(events[1].Values);
    }

    [Fact]
    public async Task ConcurrentEventsOfOneUserOverSeveralConnectionsLoseNothing()
    {
        await using var server = await RedisServer.StartAsync();
        await using var reader = Store<string, int>(server, options => options.EventsPerUser = 4000);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            await using var store = Store<string, int>(server, options => options.EventsPerUser = 4000);
            for (int i = 0; i < 500; i++) await store.AppendAsync("a", new(writer * 500 + i), Cancelled);
        }, Cancelled)));

        int[] items = [.. Items(await reader.ReadAsync("a", Cancelled))];
        Assert.Equal(Enumerable.Range(0, 2000), items.Order());
        foreach (int writer in Enumerable.Range(0, 4)) Assert.Equal(Enumerable.Range(writer * 500, 500), items.Where(item => item / 500 == writer));
    }

    [Theory]
    [InlineData("a\r\nFLUSHALL\r\n")]
    [InlineData("*")]
    [InlineData("a:b:c")]
    [InlineData("")]
    [InlineData("\"; return redis.call('flushall')")]
    public async Task AnIdIsAnIdWhateverStandsInIt(string id)
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = Store<string, string>(server);
        await store.AppendAsync("someone", new("lamp"), Cancelled);
        await store.AppendAsync(id, new(id), Cancelled);

        Assert.Equal([id], Items(await store.ReadAsync(id, Cancelled)));
        Assert.Equal(["lamp"], Items(await store.ReadAsync("someone", Cancelled)));
    }

    [Fact]
    public async Task StoresOfOtherPrefixesAndWhatOtherProgramsWroteAreNotSeen()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        var store = new RedisEventStore<string, int>(new RedisEventStoreOptions(), connection);
        var other = new RedisEventStore<string, int>(new RedisEventStoreOptions { KeyPrefix = "other:" }, connection);
        await store.AppendAsync("a", new(1), Cancelled);
        await other.AppendAsync("a", new(2), Cancelled);
        foreach (string stray in new[] { "", "{", "null", "{}", "{\"item\":\"text\"}", "{\"item\":3,\"values\":{\"x\":[1]}}", "{\"item\":3,\"values\":{\"x\":\"\\ud800\"}}" }) await connection.GetDatabase().ListRightPushAsync("deeprec:events:a", stray);

        Assert.Equal([1], Items(await store.ReadAsync("a", Cancelled)));
        Assert.Equal([2], Items(await other.ReadAsync("a", Cancelled)));
    }

    [Fact]
    public async Task EventsEndWithTheirTimeToLive()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        await new RedisEventStore<string, int>(new RedisEventStoreOptions { TimeToLive = TimeSpan.FromHours(2) }, connection).AppendAsync("a", new(1), Cancelled);
        Assert.InRange((await connection.GetDatabase().KeyTimeToLiveAsync("deeprec:events:a"))!.Value, TimeSpan.FromHours(1), TimeSpan.FromHours(2));

        await new RedisEventStore<string, int>(new RedisEventStoreOptions { TimeToLive = null }, connection).AppendAsync("a", new(2), Cancelled);
        Assert.Null(await connection.GetDatabase().KeyTimeToLiveAsync("deeprec:events:a"));
    }

    [Fact]
    public async Task AServerThatDoesNotAnswerTakesNoLongerThanTheTimeLimit()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start(); // takes connections, and says nothing
        string configuration = $"{silent.LocalEndpoint},connectTimeout=60000";
        await using var store = new RedisEventStore<string, int>(new RedisEventStoreOptions { Configuration = configuration, Timeout = TimeSpan.FromMilliseconds(100) });
        long start = System.Diagnostics.Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<RedisException>(async () => await store.ReadAsync("a", Cancelled));
        await Assert.ThrowsAnyAsync<RedisException>(async () => await store.AppendAsync("a", new(1), Cancelled));

        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void WithoutAConfigurationOrAConnectionThereIsNoStore()
    {
        Assert.StartsWith("Configuration is not set: ", Assert.Throws<ArgumentException>(() => new RedisEventStore<int, int>(new RedisEventStoreOptions())).Message, StringComparison.Ordinal);
        Assert.StartsWith("Configuration is not set: ", Assert.Throws<ArgumentException>(() => new RedisEventLog<int, int>(new RedisEventLogOptions { Key = "log" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("options", () => new RedisEventStore<int, int>(null!));
        Assert.Throws<ArgumentNullException>("options", () => new RedisEventLog<int, int>(null!));
    }

    [Fact]
    public async Task AValueThatJsonLacksIsRefused()
    {
        await using var store = new RedisEventStore<string, int>(new RedisEventStoreOptions { Configuration = "127.0.0.1:1" });
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendAsync("a", new(1) { Values = new Dictionary<string, object?> { ["stars"] = double.NaN } }, Cancelled));
        Assert.Contains("'NaN' of 'stars'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoAcknowledgedEventIsLostByACrashOfRedis()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = Store<string, int>(server, options => options.EventsPerUser = 1_000_000);
        var random = new Random(1);
        var acknowledged = new List<int>();
        int next = 0;
        for (int crash = 0; crash < Crashes; crash++)
        {
            using var ended = new CancellationTokenSource();
            var writing = Task.Run(async () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    int item = next++;
                    try
                    {
                        await store.AppendAsync("a", new(item), CancellationToken.None);
                        acknowledged.Add(item);
                    }
                    catch (RedisException)
                    {
                        await Task.Delay(1, CancellationToken.None); // down: not acknowledged
                    }
                    catch (TimeoutException)
                    {
                    }
                }
            }, Cancelled);
            int before = acknowledged.Count;
            for (int i = 0; acknowledged.Count == before && i < 2000; i++) await Task.Delay(5, Cancelled); // it has come back to the server
            await Task.Delay(random.Next(1, 60), Cancelled);
            await server.KillAsync();
            await ended.CancelAsync();
            await writing;
            await server.RestartAsync();
        }

        await using var reader = Store<string, int>(server, options => options.EventsPerUser = 1_000_000);
        var kept = Items(await reader.ReadAsync("a", Cancelled)).ToHashSet();
        Assert.True(acknowledged.Count >= Crashes);
        Assert.DoesNotContain(acknowledged, item => !kept.Contains(item));
    }

    /// <summary>How often Redis is killed: DEEPREC_KILLS, else 5.</summary>
    private static int Crashes => int.TryParse(Environment.GetEnvironmentVariable("DEEPREC_KILLS"), out int crashes) ? crashes : 5;

    private static RedisEventStore<TUser, TItem> Store<TUser, TItem>(RedisServer server, Action<RedisEventStoreOptions>? configure = null)
        where TUser : notnull
        where TItem : notnull
    {
        var options = new RedisEventStoreOptions { Configuration = server.Configuration, Timeout = TimeSpan.FromSeconds(20) };
        configure?.Invoke(options);
        return new RedisEventStore<TUser, TItem>(options);
    }

    private static IEnumerable<TItem> Items<TItem>(IReadOnlyList<RecentEvent<TItem>> events) => events.Select(one => one.Item);
}
